import type { Translator } from "@/lib/i18n/translator";
import type { LostSignupView } from "@/lib/overview/view";
import { OperatorFailureCell } from "./operator-failure";
import { StateBadge } from "./state-badge";
import { Cell, HeadCell, Table, Time } from "./table";

/** The last tries of customers that came to nothing. */
export function SignupsTable({ rows, t }: { rows: LostSignupView[]; t: Translator }) {
  const columns = [
    t("overview.customer"),
    t("overview.who"),
    t("overview.problem"),
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
            <span className="grid justify-items-start gap-1.5">
              <span className="font-medium whitespace-nowrap">
                {row.failure?.partyText ?? t("overview.parties.customer")}
              </span>
              <StateBadge tone="bad">{t(`states.signup.${row.state}`)}</StateBadge>
            </span>
          </Cell>
          <Cell>
            <OperatorFailureCell failure={row.failure} t={t} />
          </Cell>
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
