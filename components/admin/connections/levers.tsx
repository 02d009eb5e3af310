import type { ReactNode } from "react";
import { RowForm } from "@/components/admin/row-form";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { ConnectionDetail } from "@/lib/connections/get-connection-for-operator";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { ReconnectLinkForm } from "./reconnect-link-form";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Props = {
  view: ConnectionDetail;
  retryAction: Action;
  endAction: Action;
  reconnectAction: Action;
  t: Translator;
};

/** What an operator may do now. What cannot be undone is said, by name, before its button is in reach. */
export function Levers({ view, retryAction, endAction, reconnectAction, t }: Props) {
  const { levers, tenant } = view;
  const hidden = { connectionId: view.id, tenantId: tenant.id };
  const name = view.phoneNumber ?? view.supportReference;
  const isAny = Object.values(levers).some(Boolean);
  const end = levers.canCancel ? "cancel" : levers.canDisconnect ? "disconnect" : undefined;
  return (
    <Card aria-labelledby="levers" className="grid content-start gap-4 text-sm">
      <h2 id="levers" className="text-lg font-semibold tracking-tight">
        {t("connections.detailPage.actions")}
      </h2>
      {isAny ? null : (
        <p className="text-muted-foreground">
          {t(view.mayChange ? "connections.detailPage.nothing" : "connections.detailPage.noRole")}
        </p>
      )}
      {levers.canRetry ? (
        <RowForm
          action={retryAction}
          hidden={hidden}
          label={t("connections.retry")}
          ariaLabel={t("connections.retryOf", { name })}
          variant="primary"
        />
      ) : null}
      {levers.canReconnect ? (
        <Fold title={t("connections.reconnect.title")}>
          <ReconnectLinkForm
            action={reconnectAction}
            {...hidden}
            strings={{
              text: t("connections.reconnect.text", { name, tenant: tenant.name }),
              submit: t("connections.reconnect.submit"),
              submitting: t("connections.reconnect.submitting"),
              result: t("connections.reconnect.result"),
              expires: String(t.raw("connections.reconnect.expires")),
              copy: t("connections.detailPage.copy"),
              copied: t("connections.detailPage.copied"),
            }}
          />
        </Fold>
      ) : null}
      {end ? (
        <Fold title={t(`connections.${end}.title`)}>
          <p className="leading-relaxed">
            {t(`connections.${end}.text`, { name, tenant: tenant.name })}
          </p>
          <RowForm
            action={endAction}
            hidden={hidden}
            label={t(`connections.${end}.submit`, { name })}
            ariaLabel={t(`connections.${end}.submit`, { name })}
            variant="destructive"
          />
        </Fold>
      ) : null}
      <SupportBundle bundle={view.bundle} t={t} />
    </Card>
  );
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary className="min-h-11 content-center font-medium text-primary sm:min-h-9">
        {title}
      </summary>
      <div className="grid gap-3 pt-2">{children}</div>
    </details>
  );
}

function SupportBundle({ bundle, t }: { bundle: string; t: Translator }) {
  return (
    <section aria-labelledby="bundle" className="grid gap-1 border-t border-border pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="bundle" className="font-medium">
          {t("connections.detailPage.bundle")}
        </h3>
        <CopyButton
          value={bundle}
          label={t("connections.detailPage.copy")}
          copiedLabel={t("connections.detailPage.copied")}
          what={t("connections.detailPage.bundle")}
        />
      </div>
      <p className="leading-relaxed text-muted-foreground">
        {t("connections.detailPage.bundleText")}
      </p>
      <Fold title={t("connections.detailPage.bundleShow")}>
        <pre className="max-h-96 overflow-auto rounded-lg bg-muted p-3 font-mono text-xs">
          {bundle}
        </pre>
      </Fold>
    </section>
  );
}
