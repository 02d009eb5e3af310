import type { Translator } from "@/lib/i18n/translator";

type Defaults = { name: string; supportEmail: string | undefined };

/** The words of a brand's form and its preview. */
export function brandStrings(t: Translator, { name, supportEmail }: Defaults) {
  const email = supportEmail ?? t("settings.brand.noSupport");
  return {
    name: t("settings.brand.name"),
    nameHint: t("settings.brand.nameHint", { name }),
    color: t("settings.brand.color"),
    colorHint: t("settings.brand.colorHint"),
    pick: t("settings.brand.pick"),
    supportEmail: t("settings.brand.supportEmail"),
    supportHint: t("settings.brand.supportHint", { email }),
    logo: t("settings.brand.logo"),
    logoHint: t("settings.brand.logoHint"),
    logoTooLarge: t("settings.brand.logoTooLarge"),
    logoNow: t("settings.brand.logoNow"),
    removeLogo: t("settings.brand.removeLogo"),
    save: t("settings.brand.save"),
    saving: t("settings.brand.saving"),
    saved: t("settings.brand.saved"),
    preview: {
      title: t("settings.brand.preview"),
      light: t("settings.brand.light"),
      dark: t("settings.brand.dark"),
      asIs: t("settings.brand.asIs"),
      adjusted: String(t.raw("settings.brand.adjusted")),
      invalid: t("settings.brand.invalid"),
      heading: t("settings.brand.sampleHeading"),
      text: t("settings.brand.sampleText"),
      button: t("settings.brand.sampleButton"),
      link: t("settings.brand.sampleLink"),
    },
  };
}

export type BrandStrings = ReturnType<typeof brandStrings>;
