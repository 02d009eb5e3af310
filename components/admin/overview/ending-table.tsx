import { StateBadge } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { Translator } from "@/lib/i18n/translator";
import type { EndingView } from "@/lib/overview/view";

/** Numbers that work today and will not for long. Nothing at all where there are none. */
export function EndingTable({ rows, t }: { rows: EndingView[]; t: Translator }) {
  if (rows.length === 0) return null;
  const columns = [
    t("overview.ending.endsAt"),
    t("overview.number"),
    t("overview.customer"),
    t("overview.who"),
    t("overview.stuck.next"),
  ];
  return (
    <Table
      id="ending"
      title={t("overview.ending.title")}
      caption={t("overview.ending.caption")}
      empty=""
      columns={columns}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell>
            <Time iso={row.endsAt} />
            {row.hasEnded ? (
              <span className="block pt-1">
                <StateBadge tone="bad">{t("overview.ending.ended")}</StateBadge>
              </span>
            ) : null}
          </Cell>
          <HeadCell>
            <a
              href={`/admin/connections/${row.id}`}
              className="whitespace-nowrap tabular-nums hover:underline"
            >
              {row.phoneNumber ?? row.supportReference}
            </a>
          </HeadCell>
          <Cell>{row.tenantName}</Cell>
          <Cell>{t("overview.parties.customer")}</Cell>
          <Cell>{t(row.hasEnded ? "overview.ending.nextEnded" : "overview.ending.next")}</Cell>
        </tr>
      ))}
    </Table>
  );
}
