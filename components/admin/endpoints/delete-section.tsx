import { LeverForm } from "@/components/admin/lever-form";
import { Section } from "@/components/admin/tenants/section";
import type { ListedEndpoint } from "@/lib/endpoints/list-endpoints";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";

type Props = {
  endpoint: ListedEndpoint;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** Deletes an endpoint; what that means is said before the button is in reach. */
export function DeleteSection({ endpoint: { id, url, waiting }, action, t }: Props) {
  return (
    <Section id="delete" title={t("endpoints.remove.title")} text={t("endpoints.remove.text")}>
      <details>
        <summary className="min-h-11 content-center text-sm font-medium text-destructive sm:min-h-9">
          {t("endpoints.remove.open")}
        </summary>
        <div className="grid max-w-prose gap-4 pt-2 text-sm">
          <p className="leading-relaxed break-words">
            {t("endpoints.remove.confirm", { url, waiting })}
          </p>
          <LeverForm
            action={action}
            hidden={{ endpointId: id }}
            label={t("endpoints.remove.submit")}
            ariaLabel={t("endpoints.remove.submitOf", { url })}
            variant="destructive"
          />
        </div>
      </details>
    </Section>
  );
}
