import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { AuditView } from "@/lib/audit/audit-view";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import { actionWords } from "./action-words";
import type { AuditFilterValues } from "./audit-filters";

type RowProps = { row: AuditView; path: string; filters: AuditFilterValues; t: Translator };
type Props = Omit<RowProps, "row"> & { rows: AuditView[]; isFiltered: boolean };

const COLUMNS = ["at", "action", "actor", "tenant", "subject", "ip", "detail"] as const;

/** Who did what to whom, newest first; a name leads to all that there is of it. */
export function AuditTable({ rows, isFiltered, t, ...rest }: Props) {
  return (
    <Table
      id="audit"
      title={t(isFiltered ? "auditLog.table.filtered" : "auditLog.table.all")}
      caption={t("auditLog.table.caption")}
      empty={t(isFiltered ? "console.list.none" : "auditLog.table.empty")}
      columns={COLUMNS.map((column) => t(`auditLog.columns.${column}`))}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <Row key={row.id} row={row} t={t} {...rest} />
      ))}
    </Table>
  );
}

function Row({ row, path, filters, t }: RowProps) {
  const to = (more: AuditFilterValues) => hrefWith(path, { ...filters, ...more });
  return (
    <tr>
      <Cell>
        <Time iso={row.at} />
      </Cell>
      <HeadCell>
        <a href={to({ action: row.action })} className={LINK}>
          {actionWords(row.action, t)}
        </a>
        <code className="block font-mono text-xs font-normal text-muted-foreground">
          {row.action}
        </code>
      </HeadCell>
      <Cell>
        <Actor row={row} to={to} t={t} />
      </Cell>
      <Cell>
        {row.tenantId ? (
          <a href={to({ tenant: row.tenantId })} className={`inline-block min-w-28 ${LINK}`}>
            {row.tenantName ?? t("auditLog.gone")}
          </a>
        ) : (
          <None t={t} />
        )}
      </Cell>
      <Cell>
        {row.subjectId ? (
          <a href={to({ subject: row.subjectId })} className={`${LINK} font-mono text-xs`}>
            {row.subjectReference ?? row.subjectId}
          </a>
        ) : (
          <None t={t} />
        )}
      </Cell>
      <Cell>{row.ip ? <code className="font-mono text-xs">{row.ip}</code> : <None t={t} />}</Cell>
      <Cell>
        <Detail row={row} t={t} />
      </Cell>
    </tr>
  );
}

const LINK = "underline decoration-border underline-offset-4 hover:decoration-primary";

function Actor({
  row,
  to,
  t,
}: {
  row: AuditView;
  to: (more: AuditFilterValues) => string;
  t: Translator;
}) {
  if (!row.actorId) {
    return (
      <a href={to({ actor: "perch" })} className={LINK}>
        {t("auditLog.actors.system")}
      </a>
    );
  }
  return (
    <div className="grid gap-0.5">
      <a href={to({ actor: row.actorId })} className={LINK}>
        {row.actorName ?? t("auditLog.unnamed")}
      </a>
      <span className="text-xs text-muted-foreground">{t(`auditLog.actors.${row.actorKind}`)}</span>
    </div>
  );
}

function Detail({ row, t }: { row: AuditView; t: Translator }) {
  const facts = { ...row.detail, ...(row.requestId && { requestId: row.requestId }) };
  if (Object.keys(facts).length === 0) return <None t={t} />;
  return (
    <details>
      <summary
        aria-label={t("auditLog.detailOf", { action: actionWords(row.action, t), at: row.at })}
        className="py-0.5 font-medium whitespace-nowrap text-primary"
      >
        {t("auditLog.detail")}
      </summary>
      <dl className="grid max-w-md min-w-52 gap-1 pt-1 text-xs">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="font-mono break-words select-all">
              {typeof value === "string" ? value : JSON.stringify(value)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function None({ t }: { t: Translator }) {
  return <span className="text-muted-foreground">{t("auditLog.none")}</span>;
}
