import { FieldsForm } from "@/components/admin/fields-form";
import { LeverForm } from "@/components/admin/lever-form";
import { Time } from "@/components/admin/table";
import { Section } from "@/components/admin/tenants/section";
import type { ListedEndpoint } from "@/lib/endpoints/list-endpoints";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { secretStrings } from "./endpoint-strings";
import { RotateForm } from "./rotate-form";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Actions = Record<
  "switchEndpointAction" | "rotateSecretAction" | "sendTestEventAction" | "replayFailedAction",
  Action
>;
type Props = { endpoint: ListedEndpoint; actions: Actions; t: Translator };

/** What can be done with an endpoint, short of deleting it. */
export function EndpointLevers({ endpoint, actions, t }: Props) {
  const { id, state, failed, previousSecretUntil } = endpoint;
  const isOn = state === "enabled";
  return (
    <div className="grid gap-6">
      <Section id="state" title={t("endpoints.levers.title")} text={t("endpoints.levers.text")}>
        <div className="flex flex-wrap items-start gap-3">
          {isOn ? (
            <LeverForm
              action={actions.sendTestEventAction}
              hidden={{ endpointId: id }}
              label={t("endpoints.levers.test")}
              ariaLabel={t("endpoints.levers.test")}
              variant="primary"
            />
          ) : null}
          <LeverForm
            action={actions.switchEndpointAction}
            hidden={{ endpointId: id, to: isOn ? "off" : "on" }}
            label={t(isOn ? "endpoints.levers.disable" : "endpoints.levers.enable")}
            ariaLabel={t(isOn ? "endpoints.levers.disable" : "endpoints.levers.enable")}
            variant={isOn ? "secondary" : "primary"}
          />
        </div>
      </Section>
      <Section id="secret" title={t("endpoints.secret.title")} text={t("endpoints.secret.text")}>
        {previousSecretUntil ? (
          <p className="text-sm">
            {t("endpoints.secret.both")} <Time iso={previousSecretUntil} />
          </p>
        ) : null}
        <RotateForm
          action={actions.rotateSecretAction}
          endpointId={id}
          label={t("endpoints.secret.rotate")}
          strings={secretStrings(t)}
        />
      </Section>
      {failed > 0 ? (
        <Section id="replay" title={t("endpoints.replay.title")} text={t("endpoints.replay.text")}>
          <FieldsForm
            action={actions.replayFailedAction}
            hidden={{ endpointId: id }}
            fields={[
              {
                name: "since",
                label: t("endpoints.replay.since"),
                hint: t("endpoints.replay.sinceHint"),
                value: "",
                isRequired: true,
              },
            ]}
            strings={{ submit: t("endpoints.replay.submit"), busy: t("endpoints.replay.busy") }}
            variant="secondary"
          />
        </Section>
      ) : null}
    </div>
  );
}
