import { RowForm } from "@/components/admin/row-form";
import { StateBadge } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { ConnectionLine } from "@/lib/connections/list-connections";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { FailureCell } from "./failure-cell";

type Props = {
  rows: ConnectionLine[];
  title: string;
  empty: string;
  retryAction: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** A page of connections; each leads to its own. */
export function ConnectionsList({ rows, title, empty, retryAction, t }: Props) {
  const columns = [
    t("connections.columns.numberAndReference"),
    t("connections.columns.customer"),
    t("connections.columns.state"),
    t("connections.columns.problem"),
    t("connections.columns.who"),
    t("connections.columns.updated"),
    t("connections.columns.levers"),
  ];
  return (
    <Table
      id="connections"
      title={title}
      caption={t("connections.caption")}
      empty={empty}
      columns={columns}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>
            <a
              href={`/admin/connections/${row.id}`}
              className="whitespace-nowrap tabular-nums text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
            >
              {row.phoneNumber ?? t("connections.unnamed")}
            </a>
            <code className="block pt-0.5 font-mono text-xs font-normal whitespace-nowrap text-muted-foreground select-all">
              {row.supportReference}
            </code>
            {row.source === "bird" ? (
              <span className="block text-xs font-normal text-muted-foreground">
                {t("connections.ofBird")}
              </span>
            ) : null}
          </HeadCell>
          <Cell>
            <div className="min-w-32">
              <a
                href={`/admin/tenants/${row.tenantId}`}
                className="underline decoration-border underline-offset-4 hover:decoration-primary"
              >
                {row.tenantName}
              </a>
              {row.externalId ? (
                <span className="block text-xs break-words text-muted-foreground">
                  {row.externalId}
                </span>
              ) : null}
            </div>
          </Cell>
          <Cell>
            <StateBadge tone={row.tone}>{row.stateText}</StateBadge>
          </Cell>
          <Cell>
            <div className="min-w-52">
              <Problem row={row} t={t} />
            </div>
          </Cell>
          <Cell>
            {row.failure?.partyText ??
              t(row.warning ? "connections.parties.customer" : "connections.none")}
          </Cell>
          <Cell>
            <Time iso={row.updatedAt} />
          </Cell>
          <Cell>
            <div className="whitespace-nowrap">
              <Lever row={row} retryAction={retryAction} t={t} />
            </div>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Problem({ row, t }: { row: ConnectionLine; t: Translator }) {
  if (row.failure) return <FailureCell failure={row.failure} t={t} />;
  return <p className="max-w-md leading-relaxed">{row.warning ?? t("connections.none")}</p>;
}

function Lever({
  row,
  retryAction,
  t,
}: Pick<Props, "retryAction" | "t"> & { row: ConnectionLine }) {
  if (!row.levers.canRetry) return t("connections.none");
  return (
    <RowForm
      action={retryAction}
      hidden={{ connectionId: row.id, tenantId: row.tenantId }}
      label={t("connections.retry")}
      ariaLabel={t("connections.retryOf", { name: row.phoneNumber ?? row.supportReference })}
    />
  );
}
