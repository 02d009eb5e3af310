import { FieldsForm } from "@/components/admin/fields-form";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { TenantPageView } from "@/lib/tenants/get-tenant-page";
import { Facts, Section } from "./section";
import { tenantFields } from "./tenant-fields";

type Props = {
  tenant: TenantPageView;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** What is known of a tenant: to be changed, and what its vendor's software keeps with it. */
export function DetailsSection({ tenant, action, t }: Props) {
  const { id, version, metadata } = tenant;
  const none = t("tenants.none");
  return (
    <Section id="details" title={t("tenants.detail.title")}>
      {tenant.mayChange ? (
        <FieldsForm
          action={action}
          hidden={{ tenantId: id, version }}
          fields={tenantFields(t, tenant)}
          strings={{
            submit: t("tenants.save"),
            busy: t("tenants.saving"),
            done: t("tenants.saved"),
          }}
        />
      ) : (
        <Facts
          rows={tenantFields(t, tenant).map(({ label, value }) => [label, value] as const)}
          none={none}
        />
      )}
      <div className="grid gap-3 border-t border-border pt-5">
        <Facts rows={[[t("tenants.detail.id"), id]]} none={none} />
        <h3 className="text-sm font-medium">{t("tenants.detail.metadata")}</h3>
        <p className="text-sm text-muted-foreground">{t("tenants.detail.metadataText")}</p>
        {metadata.length > 0 ? (
          <Facts rows={metadata} none={none} />
        ) : (
          <p className="text-sm">{t("tenants.detail.metadataEmpty")}</p>
        )}
      </div>
    </Section>
  );
}
