import { LeverForm } from "@/components/admin/lever-form";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { Section } from "./section";

type Props = {
  tenant: { id: string; name: string };
  action: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** Puts a tenant away; what that means is said before the button is in reach. */
export function ArchiveSection({ tenant: { id, name }, action, t }: Props) {
  return (
    <Section id="archive" title={t("tenants.archive.title")} text={t("tenants.archive.text")}>
      <details>
        <summary className="min-h-11 content-center text-sm font-medium text-destructive sm:min-h-9">
          {t("tenants.archive.open", { name })}
        </summary>
        <div className="grid max-w-prose gap-4 pt-2 text-sm">
          <p className="leading-relaxed">{t("tenants.archive.confirm", { name })}</p>
          <LeverForm
            action={action}
            hidden={{ tenantId: id }}
            label={t("tenants.archive.submit", { name })}
            ariaLabel={t("tenants.archive.submit", { name })}
            variant="destructive"
          />
        </div>
      </details>
    </Section>
  );
}
