import type { ReactNode } from "react";
import { Nothing } from "@/components/admin/operator-failure";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, Table, Time } from "@/components/admin/table";
import { buttonClass } from "@/components/ui/button";
import { phone } from "@/components/ui/phone";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { NumbersPage, TenantNumbers } from "@/lib/numbers/list-workspace-numbers";
import type { OperatorNumber, OperatorNumberState } from "@/lib/numbers/operator-number";

const TONES: Record<OperatorNumberState, Tone> = {
  ready: "good",
  connected: "good",
  verifying: "busy",
  not_enrolled: "busy",
  unknown: "busy",
  expired: "bad",
  failed: "bad",
  papers: "bad",
  inactive: "bad",
};
const PATH = "/admin/numbers";

type Props = Pick<NumbersPage, "rows" | "mayChange"> & { isFiltered: boolean; t: Translator };

/** Every customer's numbers, one group of rows per customer. */
export function NumbersTable({ rows, mayChange, isFiltered, t }: Props) {
  const columns = [
    t("numbersPage.customer"),
    t("numbersPage.number"),
    t("numbersPage.whatsapp"),
    t("numbersPage.keptUntil"),
    t("numbersPage.ready"),
    t("numbersPage.connection"),
  ];
  return (
    <Table
      id="numbers"
      title={t("numbersPage.table")}
      caption={t("numbersPage.caption")}
      empty={t(isFiltered ? "numbersPage.emptyFiltered" : "numbersPage.empty")}
      columns={columns}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <TenantRows key={row.tenant.id} row={row} mayChange={mayChange} t={t} />
      ))}
    </Table>
  );
}

type RowsProps = { row: TenantNumbers; mayChange: boolean; t: Translator };

function TenantRows({ row, mayChange, t }: RowsProps) {
  const { tenant, numbers, more, problem } = row;
  const hasNote = numbers.length === 0 || more > 0;
  const head = (
    <th
      scope="rowgroup"
      rowSpan={numbers.length + (hasNote ? 1 : 0)}
      className="w-48 min-w-36 px-4 py-3 text-start align-top font-medium"
    >
      <TenantHead tenant={tenant} mayChange={mayChange} t={t} />
    </th>
  );
  return (
    <>
      {numbers.map((number, index) => (
        <tr key={number.id}>
          {index === 0 ? head : null}
          <NumberCells number={number} t={t} />
        </tr>
      ))}
      {hasNote ? (
        <tr>
          {numbers.length === 0 ? head : null}
          <td colSpan={5} className="px-4 py-3 align-top">
            {problem ? (
              <p className="max-w-prose leading-relaxed text-warning">{problem}</p>
            ) : more > 0 ? (
              <a className="text-primary underline" href={hrefWith(PATH, { tenant: tenant.id })}>
                {t("numbersPage.more", { count: more })}
              </a>
            ) : (
              <span className="text-muted-foreground">{t("numbersPage.noNumbers")}</span>
            )}
          </td>
        </tr>
      ) : null}
    </>
  );
}

function TenantHead({
  tenant,
  mayChange,
  t,
}: Omit<RowsProps, "row"> & Pick<TenantNumbers, "tenant">) {
  const { id, name, externalId } = tenant;
  return (
    <div className="grid justify-items-start gap-1">
      <a
        href={`/admin/tenants/${id}`}
        className="break-words underline decoration-border underline-offset-4 hover:decoration-primary"
      >
        {name}
      </a>
      {externalId ? (
        <code className="font-mono text-xs font-normal break-all text-muted-foreground">
          {externalId}
        </code>
      ) : null}
      {mayChange ? (
        <a
          className={`${buttonClass("quiet", "small")} !px-0`}
          href={hrefWith(`${PATH}/buy`, { tenant: id })}
          aria-label={t("numbersPage.buyFor", { name })}
        >
          {t("numbersPage.buy")}
        </a>
      ) : null}
    </div>
  );
}

function NumberCells({ number, t }: { number: OperatorNumber; t: Translator }) {
  const kind = [number.country, number.type].filter(Boolean);
  return (
    <>
      <Cell>
        <div className="grid gap-0.5">
          <span className="font-medium tabular-nums">{phone(number.phoneNumber)}</span>
          <span className="text-xs whitespace-nowrap text-muted-foreground">
            {kind.join(" · ")}
          </span>
          <span className="text-xs whitespace-nowrap text-muted-foreground">
            {number.capabilities.join(" · ")}
          </span>
        </div>
      </Cell>
      <Cell>
        <div className="grid justify-items-start gap-1">
          <StateBadge tone={TONES[number.state]}>
            {t(`numbersPage.states.${number.state}`)}
          </StateBadge>
          {number.raw ? (
            <code className="font-mono text-xs whitespace-nowrap text-muted-foreground">
              {number.raw}
            </code>
          ) : null}
        </div>
      </Cell>
      <Cell>
        <Kept number={number} t={t} />
      </Cell>
      <Cell>
        <div className="grid max-w-72 min-w-48 gap-1 leading-relaxed">
          <p>
            <strong className="font-medium">
              {t(number.isReady ? "numbersPage.yes" : "numbersPage.no")}.
            </strong>{" "}
            {number.sentence}
          </p>
          <Papers number={number} t={t} />
        </div>
      </Cell>
      <Cell>
        <User number={number} t={t} />
      </Cell>
    </>
  );
}

function Kept({ number: { expiresAt, timeLeft }, t }: { number: OperatorNumber; t: Translator }) {
  if (!expiresAt) return <Nothing t={t} />;
  const left: ReactNode = timeLeft ? t("numbersPage.left", { timeLeft }) : t("numbersPage.over");
  return (
    <div className="grid gap-0.5">
      <span className="whitespace-nowrap tabular-nums">{left}</span>
      <span className="text-xs">
        <Time iso={expiresAt} />
      </span>
    </div>
  );
}

function Papers({ number: { papers }, t }: { number: OperatorNumber; t: Translator }) {
  if (papers.length === 0) return null;
  return (
    <div className="rounded-lg bg-warning-soft px-3 py-2 text-xs text-warning">
      <p className="font-medium">{t("numbersPage.papers")}</p>
      <ul>
        {papers.map(({ name, text }) => (
          <li key={name}>
            <code className="font-mono">{name}</code>: {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function User({ number: { connection }, t }: { number: OperatorNumber; t: Translator }) {
  if (!connection)
    return <span className="text-muted-foreground">{t("numbersPage.noConnection")}</span>;
  return (
    <div className="grid gap-0.5">
      <a
        className="font-mono text-xs whitespace-nowrap text-primary underline underline-offset-4"
        href={`/admin/connections/${connection.id}`}
      >
        {connection.reference}
      </a>
      <span className="text-xs text-muted-foreground">
        {t(`states.connection.${connection.state}`)}
      </span>
    </div>
  );
}
