import type { Translator } from "@/lib/i18n/translator";
import type { LostSignupView } from "@/lib/overview/view";
import { Nothing, OperatorFailureCell } from "./operator-failure";
import { StateBadge } from "./state-badge";
import { Cell, HeadCell, Table, Time } from "./table";

/** The last tries of customers that came to nothing. */
export function SignupsTable({ rows, t }: { rows: LostSignupView[]; t: Translator }) {
  const columns = [
    t("overview.customer"),
    t("overview.state"),
    t("overview.problem"),
    t("overview.who"),
    t("overview.reference"),
    t("overview.started"),
  ];
  return (
    <Table
      id="signups"
      title={t("overview.signups")}
      caption={t("overview.signupsCaption")}
      empty={t("overview.signupsEmpty")}
      columns={columns}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>{row.tenantName}</HeadCell>
          <Cell>
            <StateBadge tone="bad">{t(`states.signup.${row.state}`)}</StateBadge>
          </Cell>
          <Cell>
            <OperatorFailureCell failure={row.failure} t={t} />
          </Cell>
          <Cell>{row.failure?.partyText ?? <Nothing t={t} />}</Cell>
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
