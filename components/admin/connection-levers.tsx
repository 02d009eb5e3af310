import type { getOverview } from "@/lib/connections/get-overview";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { Nothing } from "./operator-failure";
import { RowForm } from "./row-form";

type Row = Awaited<ReturnType<typeof getOverview>>["connections"][number];
type Action = (before: FormState, form: FormData) => Promise<FormState>;
export type LeverActions = { retryAction: Action; disconnectAction: Action };
type Props = LeverActions & { row: Row; t: Translator };

/** What an operator may do with a connection. What cannot be undone is said before its button is in reach. */
export function ConnectionLevers({ row, t, retryAction, disconnectAction }: Props) {
  const hidden = { connectionId: row.id, tenantId: row.tenantId };
  const name = row.phoneNumber ?? row.supportReference;
  if (!row.canRetry && !row.canDisconnect) return <Nothing t={t} />;
  return (
    <div className="grid gap-2">
      {row.canRetry ? (
        <RowForm
          action={retryAction}
          hidden={hidden}
          label={t("overview.retry")}
          ariaLabel={t("overview.retryOf", { name })}
        />
      ) : null}
      {row.canDisconnect ? (
        <details>
          <summary className="min-h-11 content-center font-medium text-primary sm:min-h-9">
            {t("overview.disconnect")}
          </summary>
          <div className="grid max-w-64 gap-3 pt-2">
            <p className="leading-relaxed">{t("overview.disconnectText", { name })}</p>
            <RowForm
              action={disconnectAction}
              hidden={hidden}
              label={t("overview.disconnectNow")}
              ariaLabel={t("overview.disconnectOf", { name })}
              variant="destructive"
            />
          </div>
        </details>
      ) : null}
    </div>
  );
}
