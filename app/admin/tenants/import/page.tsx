import type { Metadata } from "next";
import { PageHeader } from "@/components/admin/list/page-header";
import { ImportForm } from "@/components/admin/tenants/import-form";
import { importStrings } from "@/components/admin/tenants/import-strings";
import { BackLink } from "@/components/shell/back-link";
import { mayChange } from "@/lib/auth/require-role";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { importTenantsAction } from "../actions";

const t = getTranslator("en");
const RULES = ["columns", "empty", "again", "workspaces"] as const;

export const metadata: Metadata = { title: t("tenants.import.title") };

export default async function ImportPage() {
  const ctx = await operatorPage("/admin/tenants/import");
  return (
    <div>
      <BackLink href="/admin/tenants">{t("tenants.back")}</BackLink>
      <div className="grid gap-6">
        <PageHeader title={t("tenants.import.title")} text={t("tenants.import.text")} />
        <ul className="grid max-w-prose list-disc gap-1.5 ps-5 text-sm leading-relaxed text-muted-foreground">
          {RULES.map((rule) => (
            <li key={rule}>{t(`tenants.import.rules.${rule}`)}</li>
          ))}
        </ul>
        {mayChange(ctx) ? (
          <ImportForm action={importTenantsAction} strings={importStrings(t)} />
        ) : (
          <p>{t("tenants.detail.viewer")}</p>
        )}
      </div>
    </div>
  );
}
