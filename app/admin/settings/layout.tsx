import type { ReactNode } from "react";
import { SettingsNav } from "@/components/admin/settings/settings-nav";
import { getTranslator } from "@/lib/i18n/translator";

const PLACES = [
  ["doctor", "/admin/settings"],
  ["operators", "/admin/settings/operators"],
  ["account", "/admin/settings/account"],
  ["brand", "/admin/settings/brand"],
  ["returnUrls", "/admin/links#return-urls"],
] as const;

export default function SettingsLayout({ children }: { children: ReactNode }) {
  const t = getTranslator("en");
  const places = PLACES.map(([name, href]) => ({ href, label: t(`settings.nav.${name}`) }));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-8">
      <SettingsNav label={t("settings.nav.label")} places={places} />
      {children}
    </div>
  );
}
