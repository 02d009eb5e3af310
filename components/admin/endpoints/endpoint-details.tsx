import { Facts, Section } from "@/components/admin/tenants/section";
import type { ListedEndpoint } from "@/lib/endpoints/list-endpoints";
import { countText } from "@/lib/endpoints/states";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { EndpointForm } from "./endpoint-form";
import { endpointStrings } from "./endpoint-strings";
import { EndpointBadge } from "./state-words";

type Props = {
  endpoint: ListedEndpoint;
  /** Undefined for those who may only look. */
  action: ((before: FormState, form: FormData) => Promise<FormState>) | undefined;
  t: Translator;
};

/** What an endpoint is: to be changed, or to be read. */
export function EndpointDetails({ endpoint, action, t }: Props) {
  const { id, url, description, types, state, waiting, failed } = endpoint;
  return (
    <Section id="details" title={t("endpoints.detail.title")}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <EndpointBadge state={state} t={t} />
        <span className="text-muted-foreground tabular-nums">
          {t("endpoints.detail.counts", { waiting: countText(waiting), failed: countText(failed) })}
        </span>
      </div>
      {action ? (
        <EndpointForm
          action={action}
          hidden={{ endpointId: id }}
          endpoint={{ url, description: description ?? "", types }}
          strings={endpointStrings(t, "change")}
        />
      ) : (
        <Facts
          none={t("auditLog.none")}
          rows={[
            [t("endpoints.form.url"), url],
            [t("endpoints.form.description"), description ?? ""],
            [t("endpoints.form.wanted"), types?.join(", ") ?? t("endpoints.form.all")],
          ]}
        />
      )}
      <Facts rows={[[t("endpoints.detail.id"), id]]} none={t("auditLog.none")} />
    </Section>
  );
}
