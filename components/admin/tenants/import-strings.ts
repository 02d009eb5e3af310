import type { Translator } from "@/lib/i18n/translator";

/** The words of the import's form. */
export function importStrings(t: Translator) {
  return {
    file: t("tenants.import.file"),
    fileHint: t("tenants.import.fileHint"),
    tooLarge: t("tenants.import.tooLarge"),
    csv: t("tenants.import.csv"),
    check: t("tenants.import.check"),
    checking: t("tenants.import.checking"),
    applying: t("tenants.import.applying"),
    edited: t("tenants.import.edited"),
    planTitle: t("tenants.import.planTitle"),
    planCaption: t("tenants.import.planCaption"),
    toList: t("tenants.import.toList"),
    columns: [
      t("tenants.import.line"),
      t("tenants.import.what"),
      t("tenants.import.name"),
      t("tenants.import.externalId"),
    ],
    does: {
      create: t("tenants.import.does.create"),
      update: t("tenants.import.does.update"),
      unchanged: t("tenants.import.does.unchanged"),
      error: t("tenants.import.does.error"),
    },
  };
}

export type ImportStrings = ReturnType<typeof importStrings>;
