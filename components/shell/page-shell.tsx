import type { ReactNode } from "react";
import { BrandMark } from "@/components/brand/brand-mark";
import { BrandStyle } from "@/components/brand/brand-style";
import type { Brand } from "@/lib/brand/brand";
import type { Translator } from "@/lib/i18n/translator";
import { SignOut } from "./sign-out";

type Props = {
  brand: Brand;
  isSandbox: boolean;
  signOutAction: () => Promise<void>;
  t: Translator;
  width?: "reading" | "wide";
  children: ReactNode;
};

const WIDTHS = { reading: "max-w-3xl", wide: "max-w-6xl" };

/** The frame around every page behind the sign-in. */
export function PageShell({ brand, isSandbox, width = "wide", ...props }: Props) {
  const { t, signOutAction, children } = props;
  const { name, supportEmail } = brand;
  const column = `mx-auto w-full px-5 sm:px-8 ${WIDTHS[width]}`;
  return (
    <div className="flex min-h-dvh flex-col">
      <BrandStyle color={brand.color} />
      <a
        href="#content"
        className="sr-only z-10 rounded-lg bg-primary px-4 py-3 text-primary-foreground focus:not-sr-only focus:absolute focus:start-4 focus:top-4"
      >
        {t("app.skip")}
      </a>
      <header className="border-b border-border bg-card">
        {isSandbox ? (
          <p className="bg-warning-soft px-5 py-2 text-center text-sm text-warning">
            {t("app.sandbox")}
          </p>
        ) : null}
        <div className={`flex min-h-16 items-center justify-between gap-4 ${column}`}>
          <p className="flex min-w-0 items-center gap-3 font-semibold">
            <BrandMark logoUrl={brand.logoUrl} />
            <span className="truncate">{name}</span>
          </p>
          <SignOut action={signOutAction} label={t("app.signOut")} />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={`flex-1 py-8 outline-none sm:py-12 ${column}`}>
        {children}
      </main>
      <footer className="border-t border-border py-6 text-sm text-muted-foreground">
        <div className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-2 ${column}`}>
          <p>{t("app.poweredBy", { isvName: name })}</p>
          {supportEmail ? (
            <p>
              {t("app.help")}{" "}
              <a
                className="inline-flex min-h-6 items-center font-medium text-foreground underline underline-offset-4"
                href={`mailto:${supportEmail}`}
              >
                {supportEmail}
              </a>
            </p>
          ) : null}
        </div>
      </footer>
    </div>
  );
}
