import { RowForm } from "@/components/admin/row-form";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { LinkListRow } from "@/lib/links/list-links";
import type { LinkState } from "@/lib/links/states";
import { AnswerForm } from "./answer-form";
import type { LinkResultStrings } from "./link-result-strings";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Levers = { revokeAction: Action; answerAction: Action; resultStrings: LinkResultStrings };
type Props = Levers & { rows: LinkListRow[]; isFiltered: boolean; t: Translator };

const TONES: Record<LinkState, Tone> = {
  created: "busy",
  viewed: "busy",
  started: "busy",
  completed: "good",
  failed: "bad",
  expired: "bad",
  revoked: "busy",
};
const COLUMNS = ["tenant", "what", "state", "times", "maker", "levers"] as const;

/** Links of all customers, newest first. */
export function LinksTable({ rows, isFiltered, t, ...levers }: Props) {
  return (
    <Table
      id="links"
      title={t(isFiltered ? "links.table.filtered" : "links.table.all")}
      caption={t("links.table.caption")}
      empty={t(isFiltered ? "console.list.none" : "links.table.empty")}
      columns={COLUMNS.map((column) => t(`links.columns.${column}`))}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>
            <span className="grid gap-0.5">
              <a
                href={`/admin/tenants/${row.tenantId}`}
                className="underline decoration-border underline-offset-4 hover:decoration-primary"
              >
                {row.tenantName}
              </a>
              {row.email ? (
                <span className="font-normal break-words text-muted-foreground">{row.email}</span>
              ) : null}
            </span>
          </HeadCell>
          <Cell>
            <What row={row} t={t} />
          </Cell>
          <Cell>
            <StateBadge tone={TONES[row.state]}>{t(`links.states.${row.state}`)}</StateBadge>
          </Cell>
          <Cell>
            <Times row={row} t={t} />
          </Cell>
          <Cell>{row.makerName ?? t("links.perch")}</Cell>
          <Cell>
            <RowLevers row={row} t={t} {...levers} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function What({ row, t }: { row: LinkListRow; t: Translator }) {
  return (
    <ul className="grid gap-0.5">
      <li>{t(`links.purposes.${row.purpose}`)}</li>
      {row.connectionReference ? (
        <li>
          <code className="font-mono text-xs select-all">{row.connectionReference}</code>
        </li>
      ) : null}
      {row.purpose === "connect" ? (
        <li className="text-muted-foreground">{t(`links.numbers.${row.number}`)}</li>
      ) : null}
      {row.expectedPhoneNumber ? (
        <li className="text-muted-foreground">
          {t("links.expects", { number: row.expectedPhoneNumber })}
        </li>
      ) : null}
      {row.hasReturnUrls ? (
        <li className="text-muted-foreground">{t("links.hasReturnUrls")}</li>
      ) : null}
    </ul>
  );
}

function Times({ row: { times, expiresAt, state }, t }: { row: LinkListRow; t: Translator }) {
  const isEnded = state === "completed" || state === "revoked";
  const isOver = state === "expired";
  const end = { name: "expiresAt" as const, at: expiresAt };
  const shown = isEnded || (isOver && times.some(({ name }) => name === "expiredAt"));
  return (
    <dl className="grid grid-cols-[auto_auto] justify-start gap-x-3 gap-y-0.5">
      {[...times, ...(shown ? [] : [end])].map(({ name, at }) => (
        <div key={name} className="contents">
          <dt className="whitespace-nowrap text-muted-foreground">{t(`links.times.${name}`)}</dt>
          <dd>
            <Time iso={at} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function RowLevers({
  row,
  t,
  revokeAction,
  answerAction,
  resultStrings,
}: Levers & { row: LinkListRow; t: Translator }) {
  const name = row.tenantName;
  if (row.isRequested) {
    return (
      <AnswerForm
        action={answerAction}
        linkId={row.id}
        label={t(row.email ? "links.answerMail" : "links.answer")}
        ariaLabel={t("links.answerOf", { name })}
        strings={resultStrings}
      />
    );
  }
  if (!row.canRevoke) return <span className="text-muted-foreground">{t("links.none")}</span>;
  return (
    <details>
      <summary className="min-h-11 content-center font-medium text-primary sm:min-h-9">
        {t("links.revoke")}
      </summary>
      <div className="grid max-w-64 gap-3 pt-2">
        <p className="leading-relaxed">{t("links.revokeText", { name })}</p>
        <RowForm
          action={revokeAction}
          hidden={{ linkId: row.id }}
          label={t("links.revokeNow")}
          ariaLabel={t("links.revokeOf", { name })}
          variant="destructive"
        />
      </div>
    </details>
  );
}
