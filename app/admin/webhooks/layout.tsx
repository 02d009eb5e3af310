import type { ReactNode } from "react";
import { SettingsNav } from "@/components/admin/settings/settings-nav";
import { getTranslator } from "@/lib/i18n/translator";

const PLACES = [
  ["received", "/admin/webhooks"],
  ["endpoints", "/admin/webhooks/endpoints"],
  ["deliveries", "/admin/webhooks/deliveries"],
] as const;

export default function WebhooksLayout({ children }: { children: ReactNode }) {
  const t = getTranslator("en");
  const places = PLACES.map(([name, href]) => ({ href, label: t(`endpoints.nav.${name}`) }));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-8">
      <SettingsNav label={t("endpoints.nav.label")} places={places} />
      {children}
    </div>
  );
}
