import { LeverForm } from "@/components/admin/lever-form";
import { Section } from "@/components/admin/tenants/section";
import { Notice } from "@/components/ui/notice";
import type { TokenExportView } from "@/lib/connections/token-export-setting";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";

type Props = TokenExportView & {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** Whether tokens may leave the portal: an owner's switch with what it means. */
export function TokenExport({ isOn, maySet, action, t }: Props) {
  const label = t(isOn ? "settings.tokenExport.stop" : "settings.tokenExport.allow");
  return (
    <Section
      id="token-export"
      title={t("settings.tokenExport.title")}
      text={t("settings.tokenExport.text")}
    >
      <p className="font-medium">
        {t(isOn ? "settings.tokenExport.on" : "settings.tokenExport.off")}
      </p>
      {isOn || maySet ? <Notice tone="warning">{t("settings.tokenExport.warning")}</Notice> : null}
      {maySet ? (
        <LeverForm
          action={action}
          hidden={{ isOn: String(!isOn) }}
          label={label}
          ariaLabel={label}
          variant={isOn ? "secondary" : "destructive"}
        />
      ) : (
        <p className="text-sm text-muted-foreground">{t("settings.tokenExport.owners")}</p>
      )}
    </Section>
  );
}
