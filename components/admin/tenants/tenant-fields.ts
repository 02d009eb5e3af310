import type { FormField } from "@/components/admin/fields-form";
import type { Translator } from "@/lib/i18n/translator";

type Values = { name: string; externalId: string; email: string; locale: string };

/** The fields that a new tenant and a present one have in common. */
export function tenantFields(t: Translator, values?: Values): FormField[] {
  return [
    { name: "name", label: t("tenants.name"), value: values?.name ?? "", isRequired: true },
    {
      name: "externalId",
      label: t("tenants.externalId"),
      hint: t("tenants.externalIdHint"),
      value: values?.externalId ?? "",
      isMono: true,
    },
    {
      name: "email",
      label: t("tenants.email"),
      hint: t("tenants.emailHint"),
      type: "email",
      value: values?.email ?? "",
    },
    {
      name: "locale",
      label: t("tenants.locale"),
      hint: t("tenants.localeHint"),
      value: values?.locale ?? "en",
      isMono: true,
    },
  ];
}
