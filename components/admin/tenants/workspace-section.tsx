import { FieldsForm } from "@/components/admin/fields-form";
import { LeverForm } from "@/components/admin/lever-form";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { TenantPageView } from "@/lib/tenants/get-tenant-page";
import { Facts, Section } from "./section";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Props = { tenant: TenantPageView; retryAction: Action; setAction: Action; t: Translator };

const TONES: Record<TenantPageView["workspace"]["state"], Tone> = {
  ready: "good",
  failed: "bad",
  given: "busy",
  none: "busy",
  busy: "busy",
};

/** How a tenant stands with Bird, why not when it does not, and what to do about it. */
export function WorkspaceSection({ tenant, retryAction, setAction, t }: Props) {
  const { workspace, id: tenantId, version, mayChange } = tenant;
  const { state, failure } = workspace;
  const canStart = mayChange && workspace.isConfigured && state !== "ready" && state !== "busy";
  return (
    <Section id="workspace" title={t("tenants.room.title")} text={t("tenants.room.text")}>
      <RefreshWhile isBusy={state === "busy"} />
      <div className="grid gap-3">
        <p className="flex flex-wrap items-center gap-3">
          <StateBadge tone={TONES[state]}>{t(`tenants.workspaces.${state}`)}</StateBadge>
          {workspace.id ? (
            <code className="font-mono text-xs break-all select-all">{workspace.id}</code>
          ) : null}
        </p>
        <p className="text-sm leading-relaxed">
          {workspace.isConfigured
            ? t(`tenants.room.${state}`)
            : t("tenants.room.off", { missing: workspace.missing })}
        </p>
        {failure ? <WorkspaceFailure failure={failure} t={t} /> : null}
        {canStart ? (
          <LeverForm
            action={retryAction}
            hidden={{ tenantId }}
            label={t(state === "failed" ? "tenants.room.retry" : "tenants.room.makeNow")}
            ariaLabel={t("tenants.room.retryOf", { name: tenant.name })}
          />
        ) : null}
      </div>
      {mayChange ? (
        <details>
          <summary className="min-h-11 content-center text-sm font-medium text-primary sm:min-h-9">
            {t("tenants.room.change")}
          </summary>
          <div className="pt-3">
            <FieldsForm
              action={setAction}
              hidden={{ tenantId, version }}
              fields={[
                {
                  name: "workspaceId",
                  label: t("tenants.workspaceId"),
                  hint: t("tenants.room.changeHint"),
                  value: workspace.id,
                  isMono: true,
                },
              ]}
              strings={{
                submit: t("tenants.room.changeSubmit"),
                busy: t("tenants.saving"),
                done: t("tenants.saved"),
              }}
              variant="secondary"
            />
          </div>
        </details>
      ) : null}
    </Section>
  );
}

type Failure = NonNullable<TenantPageView["workspace"]["failure"]>;

function WorkspaceFailure({ failure, t }: { failure: Failure; t: Translator }) {
  return (
    <div className="grid gap-2 rounded-xl border border-warning/30 bg-warning-soft p-4 text-sm">
      <code className="font-mono text-xs">{failure.code}</code>
      <p className="leading-relaxed">{failure.hint}</p>
      {failure.detail.length > 0 ? (
        <details>
          <summary className="font-medium">{t("tenants.room.technical")}</summary>
          <div className="pt-2">
            <Facts rows={failure.detail} none={t("tenants.none")} />
          </div>
        </details>
      ) : null}
    </div>
  );
}
