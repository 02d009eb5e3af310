import {
  Building2,
  Cable,
  ChartNoAxesColumn,
  KeyRound,
  Link2,
  type LucideIcon,
  Phone,
  ScrollText,
  Settings,
  Webhook,
} from "lucide-react";
import type { ReactNode } from "react";
import { Mark } from "@/components/brand/mark";
import { SignOut } from "@/components/shell/sign-out";
import type { Translator } from "@/lib/i18n/translator";
import { CommandPalette } from "./command-palette";
import { NavLink } from "./nav-link";
import { paletteStrings } from "./palette-strings";

type Props = {
  isvName: string;
  isSandbox: boolean;
  role: "owner" | "admin" | "viewer";
  signOutAction: () => Promise<void>;
  t: Translator;
  children: ReactNode;
};

const PAGES = [
  ["overview", "/admin", ChartNoAxesColumn],
  ["tenants", "/admin/tenants", Building2],
  ["connections", "/admin/connections", Cable],
  ["numbers", "/admin/numbers", Phone],
  ["links", "/admin/links", Link2],
  ["webhooks", "/admin/webhooks", Webhook],
  ["apiKeys", "/admin/api-keys", KeyRound],
  ["audit", "/admin/audit", ScrollText],
  ["settings", "/admin/settings", Settings],
] as const satisfies (readonly [string, string, LucideIcon])[];

const SETTINGS = [
  ["operators", "/admin/settings/operators"],
  ["account", "/admin/settings/account"],
  ["brand", "/admin/settings/brand"],
  ["returnUrls", "/admin/links#return-urls"],
] as const;

/** The frame around every page of the console: its places beside it on wide screens, behind a button on narrow ones. */
export function ConsoleShell({ isvName, isSandbox, role, signOutAction, t, children }: Props) {
  const places = (
    <ul className="grid gap-0.5">
      {PAGES.map(([name, href, Icon]) => (
        <li key={name}>
          <NavLink href={href}>
            <Icon aria-hidden className="size-4 shrink-0" />
            {t(`console.pages.${name}`)}
          </NavLink>
        </li>
      ))}
    </ul>
  );
  const goals = [
    ...PAGES.map(([name, href]) => ({ label: t(`console.pages.${name}`), href })),
    ...SETTINGS.map(([name, href]) => ({
      label: `${t("settings.title")}: ${t(`settings.nav.${name}`)}`,
      href,
    })),
  ];
  const foot = (
    <div className="flex items-center justify-between gap-3 border-t border-border pt-3 text-sm">
      <span className="px-3 text-muted-foreground">{t(`console.roles.${role}`)}</span>
      <SignOut action={signOutAction} label={t("app.signOut")} />
    </div>
  );
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-20 rounded-lg bg-primary px-4 py-3 text-primary-foreground focus:not-sr-only focus:absolute focus:start-4 focus:top-4"
      >
        {t("app.skip")}
      </a>
      {isSandbox ? (
        <section
          aria-label={t("console.practice")}
          className="bg-warning-soft px-5 py-1.5 text-center text-sm text-warning"
        >
          {t("app.sandbox")}
        </section>
      ) : null}
      <div className="flex flex-1 flex-col lg:flex-row">
        <header className="relative border-b border-border bg-card lg:sticky lg:top-0 lg:h-dvh lg:w-60 lg:shrink-0 lg:border-e lg:border-b-0">
          <div className="flex h-full flex-col gap-2 px-4 py-3 lg:px-3 lg:py-5">
            <p className="flex min-h-11 min-w-0 items-center gap-3 pe-52 font-semibold sm:pe-64 lg:px-3 lg:pb-1">
              <Mark className="size-8 shrink-0" />
              <span className="truncate">{isvName}</span>
            </p>
            <div className="absolute end-26 top-3 lg:static lg:pb-2">
              <CommandPalette places={goals} strings={paletteStrings(t)} />
            </div>
            <details className="group lg:hidden">
              <summary className="absolute end-4 top-3 flex min-h-11 items-center rounded-lg border border-input/60 px-4 text-sm font-medium">
                {t("console.menu")}
              </summary>
              <nav aria-label={t("console.nav")} className="grid gap-3 pt-3">
                {places}
                {foot}
              </nav>
            </details>
            <nav aria-label={t("console.nav")} className="hidden flex-1 lg:grid lg:content-between">
              {places}
              {foot}
            </nav>
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="grid min-w-0 flex-1 content-start gap-8 px-5 py-7 outline-none sm:px-8 lg:py-9"
        >
          <div className="mx-auto grid w-full max-w-7xl min-w-0 gap-8">{children}</div>
        </main>
      </div>
    </div>
  );
}
