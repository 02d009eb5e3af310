import { RowForm } from "@/components/admin/row-form";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { WebhookListRow } from "@/lib/webhooks/list-webhook-events";
import type { WebhookEventState } from "@/lib/webhooks/states";

type Levers = {
  mayChange: boolean;
  replayAction: (before: FormState, form: FormData) => Promise<FormState>;
};
type Props = Levers & { rows: WebhookListRow[]; isFiltered: boolean; t: Translator };

const TONES: Record<WebhookEventState, Tone> = {
  received: "busy",
  processed: "good",
  ignored: "busy",
  unmatched: "bad",
  failed: "bad",
};
const COLUMNS = ["kind", "from", "tenant", "verified", "state", "times", "levers"] as const;

/** What Meta and Bird have told, newest first. */
export function EventsTable({ rows, isFiltered, t, ...levers }: Props) {
  return (
    <Table
      id="events"
      title={t(isFiltered ? "webhooks.table.filtered" : "webhooks.table.all")}
      caption={t("webhooks.table.caption")}
      empty={t(isFiltered ? "console.list.none" : "webhooks.table.empty")}
      columns={COLUMNS.map((column) => t(`webhooks.columns.${column}`))}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>
            <Kind row={row} t={t} />
          </HeadCell>
          <Cell>{t(`webhooks.providers.${row.provider}`)}</Cell>
          <Cell>
            <Whose row={row} t={t} />
          </Cell>
          <Cell>{t("webhooks.verified")}</Cell>
          <Cell>
            <div className="grid justify-items-start gap-1">
              <StateBadge tone={TONES[row.state]}>{t(`webhooks.states.${row.state}`)}</StateBadge>
              {row.result ? <span>{row.result}</span> : null}
              <span className="text-muted-foreground tabular-nums">
                {t("webhooks.attempts", { count: row.attempts })}
              </span>
            </div>
          </Cell>
          <Cell>
            <Times row={row} t={t} />
          </Cell>
          <Cell>
            <Replay row={row} t={t} {...levers} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Kind({ row, t }: { row: WebhookListRow; t: Translator }) {
  return (
    <div className="grid max-w-sm min-w-36 gap-1">
      <code className="font-mono text-xs break-words">{row.kind}</code>
      <details className="font-normal">
        <summary
          aria-label={t("webhooks.payloadOf", { kind: row.kind, at: row.receivedAt })}
          className="py-0.5 font-medium text-primary"
        >
          {t("webhooks.payload")}
        </summary>
        <pre className="mt-1 max-h-80 overflow-auto rounded-lg bg-muted p-3 font-mono text-xs whitespace-pre-wrap break-words">
          {row.payload}
          {row.isPayloadCut ? `\n${t("webhooks.payloadCut")}` : ""}
        </pre>
      </details>
    </div>
  );
}

function Whose({ row, t }: { row: WebhookListRow; t: Translator }) {
  return (
    <div className="grid gap-0.5">
      {row.tenantName ?? <span className="text-muted-foreground">{t("webhooks.nobody")}</span>}
      {row.connectionReference ? (
        <code className="font-mono text-xs whitespace-nowrap select-all">
          {row.connectionReference}
        </code>
      ) : null}
      <code className="font-mono text-xs break-all text-muted-foreground select-all">
        {row.sourceId}
      </code>
    </div>
  );
}

function Times({ row, t }: { row: WebhookListRow; t: Translator }) {
  const times = (
    ["receivedAt", "occurredAt", "processedAt", "replayedAt", "notBefore"] as const
  ).flatMap((name) => {
    const at = row[name];
    return at ? [{ name, at }] : [];
  });
  return (
    <dl className="grid grid-cols-[auto_auto] justify-start gap-x-3 gap-y-0.5">
      {times.map(({ name, at }) => (
        <div key={name} className="contents">
          <dt className="whitespace-nowrap text-muted-foreground">{t(`webhooks.times.${name}`)}</dt>
          <dd>
            <Time iso={at} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Replay({
  row,
  t,
  mayChange,
  replayAction,
}: Levers & { row: WebhookListRow; t: Translator }) {
  if (!mayChange || !row.canReplay)
    return <span className="text-muted-foreground">{t("links.none")}</span>;
  return (
    <RowForm
      action={replayAction}
      hidden={{ eventId: row.id }}
      label={t("webhooks.replay")}
      ariaLabel={t("webhooks.replayOf", { kind: row.kind, at: row.receivedAt })}
    />
  );
}
