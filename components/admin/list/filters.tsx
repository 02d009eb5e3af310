import type { ReactNode } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

type Props = {
  path: string;
  isFiltered: boolean;
  label: string;
  children: ReactNode;
  t: Translator;
};

/** A plain form whose fields become the URL of the list, so that every state of it can be sent to a colleague. */
export function Filters({ path, isFiltered, label, children, t }: Props) {
  return (
    <form
      action={path}
      aria-label={label}
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      {children}
      <div className="col-span-full flex flex-wrap gap-3">
        <Button variant="secondary" size="small">
          {t("console.list.apply")}
        </Button>
        {isFiltered ? (
          <a className={buttonClass("quiet", "small")} href={path}>
            {t("console.list.clear")}
          </a>
        ) : null}
      </div>
    </form>
  );
}
