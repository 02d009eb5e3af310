import type { getOverview } from "@/lib/connections/get-overview";
import type { ConnectionState } from "@/lib/connections/states";
import type { Translator } from "@/lib/i18n/translator";
import { ConnectionLevers, type LeverActions } from "./connection-levers";
import { Nothing, OperatorFailureCell } from "./operator-failure";
import { StateBadge, type Tone } from "./state-badge";
import { Cell, HeadCell, Table, Time } from "./table";

type Row = Awaited<ReturnType<typeof getOverview>>["connections"][number];

const TONES: Record<ConnectionState, Tone> = {
  pending: "busy",
  provisioning: "busy",
  connected: "good",
  action_required: "bad",
  failed: "bad",
  disconnected: "bad",
};

/** The newest connections of all customers. */
export function ConnectionsTable({
  rows,
  t,
  ...levers
}: LeverActions & { rows: Row[]; t: Translator }) {
  const columns = [
    t("overview.number"),
    t("overview.customer"),
    t("overview.state"),
    t("overview.problem"),
    t("overview.who"),
    t("overview.reference"),
    t("overview.updated"),
    t("overview.levers"),
  ];
  return (
    <Table
      id="connections"
      title={t("overview.connections")}
      caption={t("overview.connectionsCaption")}
      empty={t("overview.connectionsEmpty")}
      columns={columns}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>
            <span className="whitespace-nowrap tabular-nums">
              {row.phoneNumber ?? t("overview.unnamed")}
            </span>
          </HeadCell>
          <Cell>{row.tenantName}</Cell>
          <Cell>
            {row.isDisconnecting ? (
              <StateBadge tone="busy">{t("states.disconnecting")}</StateBadge>
            ) : (
              <StateBadge tone={TONES[row.state]}>{t(`states.connection.${row.state}`)}</StateBadge>
            )}
          </Cell>
          <Cell>
            {row.failure || !row.warning ? (
              <OperatorFailureCell failure={row.failure} t={t} />
            ) : (
              <p className="max-w-md leading-relaxed">{row.warning}</p>
            )}
          </Cell>
          <Cell>
            {row.failure?.partyText ??
              (row.warning ? t("overview.parties.customer") : <Nothing t={t} />)}
          </Cell>
          <Cell>
            <code className="font-mono text-xs whitespace-nowrap select-all">
              {row.supportReference}
            </code>
          </Cell>
          <Cell>
            <Time iso={row.updatedAt} />
          </Cell>
          <Cell>
            <ConnectionLevers row={row} t={t} {...levers} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
