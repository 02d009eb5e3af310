import type { Metadata } from "next";
import { FieldsForm } from "@/components/admin/fields-form";
import { PageHeader } from "@/components/admin/list/page-header";
import { tenantFields } from "@/components/admin/tenants/tenant-fields";
import { BackLink } from "@/components/shell/back-link";
import { Card } from "@/components/ui/card";
import { mayChange } from "@/lib/auth/require-role";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { createTenantAction } from "../actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("tenants.create.title") };

export default async function NewTenantPage() {
  const ctx = await operatorPage("/admin/tenants/new");
  return (
    <div>
      <BackLink href="/admin/tenants">{t("tenants.back")}</BackLink>
      <div className="grid max-w-3xl gap-6">
        <PageHeader title={t("tenants.create.title")} text={t("tenants.create.text")} />
        {mayChange(ctx) ? (
          <Card aria-label={t("tenants.create.title")}>
            <FieldsForm
              action={createTenantAction}
              hidden={{}}
              fields={[
                ...tenantFields(t),
                {
                  name: "workspace",
                  label: t("tenants.workspace"),
                  value: "make",
                  options: [
                    { value: "make", label: t("tenants.workspaceMake") },
                    { value: "adopt", label: t("tenants.workspaceAdopt") },
                  ],
                },
                {
                  name: "workspaceId",
                  label: t("tenants.workspaceId"),
                  hint: t("tenants.workspaceIdHint"),
                  value: "",
                  isMono: true,
                },
              ]}
              strings={{ submit: t("tenants.create.submit"), busy: t("tenants.create.submitting") }}
            />
          </Card>
        ) : (
          <p>{t("tenants.detail.viewer")}</p>
        )}
      </div>
    </div>
  );
}
