import Link from "next/link";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { Translator } from "@/lib/i18n/translator";
import type { listTenants } from "@/lib/tenants/list-tenants";

type Row = Awaited<ReturnType<typeof listTenants>>["rows"][number];
type Props = { rows: Row[]; empty: string; t: Translator };

const TONES: Record<Row["workspace"], Tone> = {
  ready: "good",
  failed: "bad",
  given: "busy",
  none: "busy",
};

/** One page of tenants. */
export function TenantsTable({ rows, empty, t }: Props) {
  const none = <span className="text-muted-foreground">{t("tenants.none")}</span>;
  return (
    <Table
      id="tenants"
      title={t("tenants.listTitle")}
      caption={t("tenants.caption")}
      columns={[
        t("tenants.name"),
        t("tenants.externalId"),
        t("tenants.email"),
        t("tenants.connected"),
        t("tenants.workspace"),
        t("tenants.created"),
      ]}
      empty={empty}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id} className="hover:bg-muted/60">
          <HeadCell>
            <span className="flex max-w-72 flex-wrap items-center gap-2">
              <Link
                href={`/admin/tenants/${row.id}`}
                prefetch={false}
                className="break-words underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
              >
                {row.name}
              </Link>
              {row.isArchived ? <StateBadge tone="busy">{t("tenants.archived")}</StateBadge> : null}
            </span>
          </HeadCell>
          <Cell>
            {row.externalId ? (
              <code className="font-mono text-xs break-all">{row.externalId}</code>
            ) : (
              none
            )}
          </Cell>
          <Cell>{row.email ? <span className="break-all">{row.email}</span> : none}</Cell>
          <Cell>
            <span className="tabular-nums">{row.connected}</span>
          </Cell>
          <Cell>
            <StateBadge tone={TONES[row.workspace]}>
              {t(`tenants.workspaces.${row.workspace}`)}
            </StateBadge>
          </Cell>
          <Cell>
            <Time iso={row.createdAt} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
