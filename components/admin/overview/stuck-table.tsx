import { OperatorFailureCell } from "@/components/admin/operator-failure";
import { RowForm } from "@/components/admin/row-form";
import { StateBadge } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import { buttonClass } from "@/components/ui/button";
import type { FormState } from "@/lib/http/form-state";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { StuckView } from "@/lib/overview/view";
import { durationWords } from "./duration";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Props = { rows: StuckView[]; retryAction: Action; t: Translator };

/** What does not come forward, oldest first: since when, who must act, and the lever beside it. */
export function StuckTable({ rows, retryAction, t }: Props) {
  const columns = [
    t("overview.stuck.waited"),
    t("overview.customer"),
    t("overview.who"),
    t("overview.stuck.next"),
    t("overview.levers"),
  ];
  return (
    <div className="grid gap-3">
      <Table
        id="stuck"
        title={t("overview.stuck.title")}
        caption={t("overview.stuck.caption")}
        empty={t("overview.stuck.empty")}
        columns={columns}
        rowCount={rows.length}
      >
        {rows.map((row) => (
          <StuckRow key={row.id} row={row} retryAction={retryAction} t={t} />
        ))}
      </Table>
      {rows.length > 0 ? (
        <p className="text-sm text-muted-foreground">
          {t("overview.stuck.more")}{" "}
          <a
            className="font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
            href={hrefWith("/admin/connections", { state: "action_required" })}
          >
            {t("overview.stuck.all")}
          </a>
        </p>
      ) : null}
    </div>
  );
}

function StuckRow({ row, retryAction, t }: Omit<Props, "rows"> & { row: StuckView }) {
  const name = row.phoneNumber ?? row.supportReference;
  const isBusy = row.state !== "action_required";
  return (
    <tr>
      <Cell>
        <span className="block font-medium whitespace-nowrap">
          {durationWords(row.waitedMs, t)}
        </span>
        <span className="text-xs text-muted-foreground">
          <Time iso={row.since} />
        </span>
      </Cell>
      <HeadCell>
        <a
          href={hrefWith("/admin/connections", { tenant: row.tenantId })}
          className="hover:underline"
        >
          {row.tenantName}
        </a>
        <span className="block font-normal whitespace-nowrap text-muted-foreground tabular-nums">
          {row.phoneNumber ?? t("overview.unnamed")}
        </span>
        <code className="font-mono text-xs font-normal whitespace-nowrap text-muted-foreground select-all">
          {row.supportReference}
        </code>
      </HeadCell>
      <Cell>
        <span className="grid justify-items-start gap-1.5">
          <span className="font-medium whitespace-nowrap">{row.partyText}</span>
          <StateBadge tone={isBusy ? "busy" : "bad"}>
            {row.state === "disconnecting"
              ? t("states.disconnecting")
              : t(`states.connection.${row.state}`)}
          </StateBadge>
        </span>
      </Cell>
      <Cell>
        {row.failure ? (
          <OperatorFailureCell failure={row.failure} t={t} />
        ) : (
          <p className="max-w-md leading-relaxed">{row.hint}</p>
        )}
      </Cell>
      <Cell>
        <div className="flex flex-wrap items-start gap-2 xl:flex-nowrap">
          {row.canRetry ? (
            <RowForm
              action={retryAction}
              hidden={{ connectionId: row.id, tenantId: row.tenantId }}
              label={t("overview.retry")}
              ariaLabel={t("overview.retryOf", { name })}
            />
          ) : null}
          <a
            className={buttonClass("quiet", "small")}
            href={`/admin/connections/${row.id}`}
            aria-label={t("overview.stuck.openOf", { name })}
          >
            {t("overview.stuck.open")}
          </a>
        </div>
      </Cell>
    </tr>
  );
}
