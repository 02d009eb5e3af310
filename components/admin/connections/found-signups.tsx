import { StateBadge } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { listConnections } from "@/lib/connections/list-connections";
import type { Translator } from "@/lib/i18n/translator";
import { FailureCell } from "./failure-cell";

type Rows = Awaited<ReturnType<typeof listConnections>>["signups"];

/** Signups that a support reference names and that are no connection yet; without any, nothing. */
export function FoundSignups({ rows, t }: { rows: Rows; t: Translator }) {
  if (rows.length === 0) return null;
  const columns = [
    t("connections.columns.customer"),
    t("connections.columns.state"),
    t("connections.columns.problem"),
    t("connections.columns.who"),
    t("connections.columns.reference"),
    t("connections.signups.started"),
  ];
  return (
    <Table
      id="signups"
      title={t("connections.signups.title")}
      caption={t("connections.signups.caption")}
      empty=""
      columns={columns}
      rowCount={rows.length}
    >
      {rows.map(({ failure, ...row }) => (
        <tr key={row.id}>
          <HeadCell>{row.tenantName}</HeadCell>
          <Cell>
            <StateBadge tone={failure ? "bad" : "busy"}>{row.stateText}</StateBadge>
          </Cell>
          <Cell>{failure ? <FailureCell failure={failure} t={t} /> : t("connections.none")}</Cell>
          <Cell>{failure?.partyText ?? t("connections.none")}</Cell>
          <Cell>
            <code className="font-mono text-xs whitespace-nowrap select-all">
              {row.supportReference}
            </code>
          </Cell>
          <Cell>
            <Time iso={row.createdAt} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
