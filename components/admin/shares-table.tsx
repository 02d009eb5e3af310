import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { OverviewView } from "@/lib/overview/view";
import { RowForm } from "./row-form";
import { Cell, HeadCell, Table, Time } from "./table";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Props = Pick<OverviewView, "shares" | "tenants" | "mayChange"> & {
  t: Translator;
  assignAction: Action;
  dismissAction: Action;
};

/** Accounts that somebody shared at Meta without ending here, for an operator to say whose they are. */
export function SharesTable({ shares, tenants, mayChange, t, assignAction, dismissAction }: Props) {
  if (shares.length === 0) return null;
  const columns = [t("shares.account"), t("shares.business"), t("shares.sharedAt")];
  return (
    <Table
      id="shares"
      title={t("shares.title")}
      caption={t("shares.caption")}
      empty=""
      columns={mayChange ? [...columns, t("shares.whose")] : columns}
      rowCount={shares.length}
    >
      {shares.map(({ id: shareId, wabaId, wabaName, ownerBusinessId, sharedAt }) => (
        <tr key={shareId}>
          <HeadCell>
            {wabaName} <code className="font-mono text-xs select-all">{wabaId}</code>
          </HeadCell>
          <Cell>
            <code className="font-mono text-xs select-all">{ownerBusinessId}</code>
          </Cell>
          <Cell>
            <Time iso={sharedAt} />
          </Cell>
          {mayChange ? (
            <Cell>
              <div className="flex flex-wrap items-end gap-3">
                <RowForm
                  action={assignAction}
                  hidden={{ shareId }}
                  label={t("shares.assign")}
                  ariaLabel={t("shares.assignOf", { wabaId })}
                >
                  <select
                    name="tenantId"
                    required
                    aria-label={t("shares.customerOf", { wabaId })}
                    className="min-h-11 rounded-lg border border-input bg-background px-3 py-2 sm:min-h-9"
                  >
                    <option value="">{t("shares.choose")}</option>
                    {tenants.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </select>
                </RowForm>
                <RowForm
                  action={dismissAction}
                  hidden={{ shareId }}
                  label={t("shares.dismiss")}
                  ariaLabel={t("shares.dismissOf", { wabaId })}
                  variant="quiet"
                />
              </div>
            </Cell>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}
