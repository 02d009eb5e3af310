import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { ListedDelivery } from "@/lib/endpoints/list-deliveries";
import type { Translator } from "@/lib/i18n/translator";
import { DeliveryBadge } from "./state-words";

type Props = {
  rows: ListedDelivery[];
  title: string;
  isFiltered?: boolean;
  /** Whether all are of one endpoint, which need not be named in each row. */
  isOfOne?: boolean;
  t: Translator;
};

const COLUMNS = ["type", "endpoint", "tenant", "state", "times"] as const;

/** What was sent to endpoints or is to be, newest first. */
export function DeliveriesTable({ rows, title, isFiltered = false, isOfOne = false, t }: Props) {
  const columns = COLUMNS.filter((column) => !isOfOne || column !== "endpoint");
  return (
    <Table
      id="deliveries"
      title={title}
      caption={t("deliveries.table.caption")}
      empty={t(isFiltered ? "console.list.none" : "deliveries.table.empty")}
      columns={columns.map((column) => t(`deliveries.columns.${column}`))}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>
            <a
              className="font-mono text-xs text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
              href={`/admin/webhooks/deliveries/${row.id}`}
              aria-label={t("deliveries.open", { type: row.type, at: row.createdAt })}
            >
              {row.type}
            </a>
          </HeadCell>
          {isOfOne ? null : (
            <Cell>
              <span className="block max-w-xs break-all">{row.url}</span>
            </Cell>
          )}
          <Cell>
            <Whose row={row} t={t} />
          </Cell>
          <Cell>
            <span className="grid justify-items-start gap-1">
              <DeliveryBadge state={row.state} t={t} />
              <span className="text-muted-foreground tabular-nums">
                {t("webhooks.attempts", { count: row.attempts })}
              </span>
            </span>
          </Cell>
          <Cell>
            <Times row={row} t={t} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Whose({ row, t }: { row: ListedDelivery; t: Translator }) {
  if (!row.tenantId) return <span className="text-muted-foreground">{t("auditLog.none")}</span>;
  return (
    <span className="grid gap-0.5">
      {row.tenantName}
      {row.connectionReference ? (
        <code className="font-mono text-xs whitespace-nowrap select-all">
          {row.connectionReference}
        </code>
      ) : null}
    </span>
  );
}

function Times({ row, t }: { row: ListedDelivery; t: Translator }) {
  const names = ["createdAt", "deliveredAt", "replayedAt", "nextAttemptAt"] as const;
  const times = names.flatMap((name) => {
    const at = name === "nextAttemptAt" && row.attempts === 0 ? null : row[name];
    return at ? [{ name, at }] : [];
  });
  return (
    <dl className="grid grid-cols-[auto_auto] justify-start gap-x-3 gap-y-0.5">
      {times.map(({ name, at }) => (
        <div key={name} className="contents">
          <dt className="whitespace-nowrap text-muted-foreground">
            {t(`deliveries.times.${name}`)}
          </dt>
          <dd>
            <Time iso={at} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
