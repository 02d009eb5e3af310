import { ArrowLeft } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

type Props = { href: string | undefined; isvName: string; isPrimary?: boolean; t: Translator };

/** The way back to where the customer came from, when its link has one. */
export function ReturnLink({ href, isvName, isPrimary, t }: Props) {
  if (!href) return null;
  return (
    <a
      href={href}
      rel="noreferrer"
      className={`${buttonClass(isPrimary ? "primary" : "secondary", "normal")} justify-self-start`}
    >
      <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
      {t("links.returnTo", { isvName })}
    </a>
  );
}
