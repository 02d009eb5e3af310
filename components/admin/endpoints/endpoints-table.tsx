import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { ListedEndpoint } from "@/lib/endpoints/list-endpoints";
import { countText } from "@/lib/endpoints/states";
import type { Translator } from "@/lib/i18n/translator";
import { EndpointBadge } from "./state-words";

const COLUMNS = ["url", "types", "state", "waiting", "failed", "createdAt"] as const;

/** The ISV's endpoints, oldest first. */
export function EndpointsTable({ endpoints, t }: { endpoints: ListedEndpoint[]; t: Translator }) {
  return (
    <Table
      id="endpoints"
      title={t("endpoints.table.title")}
      caption={t("endpoints.table.caption")}
      empty={t("endpoints.table.empty")}
      columns={COLUMNS.map((column) => t(`endpoints.columns.${column}`))}
      rowCount={endpoints.length}
    >
      {endpoints.map((endpoint) => (
        <tr key={endpoint.id}>
          <HeadCell>
            <span className="grid max-w-md gap-0.5">
              <a
                className="break-all text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
                href={`/admin/webhooks/endpoints/${endpoint.id}`}
              >
                {endpoint.url}
              </a>
              {endpoint.description ? (
                <span className="font-normal text-muted-foreground">{endpoint.description}</span>
              ) : null}
            </span>
          </HeadCell>
          <Cell>
            {endpoint.types
              ? t("endpoints.typeCount", { count: endpoint.types.length })
              : t("endpoints.form.all")}
          </Cell>
          <Cell>
            <span className="grid justify-items-start gap-1">
              <EndpointBadge state={endpoint.state} t={t} />
              {endpoint.failingSince ? (
                <span className="text-muted-foreground">
                  {t("endpoints.failingSince")} <Time iso={endpoint.failingSince} />
                </span>
              ) : null}
            </span>
          </Cell>
          <Cell>
            <Count of={endpoint} state="pending" count={endpoint.waiting} />
          </Cell>
          <Cell>
            <Count of={endpoint} state="failed" count={endpoint.failed} />
          </Cell>
          <Cell>
            <Time iso={endpoint.createdAt} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

type CountProps = { of: ListedEndpoint; state: "pending" | "failed"; count: number };

function Count({ of: { id }, state, count }: CountProps) {
  if (count === 0) return <span className="text-muted-foreground tabular-nums">0</span>;
  return (
    <a
      className="tabular-nums underline underline-offset-4"
      href={`/admin/webhooks/deliveries?endpoint=${id}&state=${state}`}
    >
      {countText(count)}
    </a>
  );
}
