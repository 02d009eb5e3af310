import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { DeliveryView } from "@/lib/endpoints/get-delivery";
import type { Translator } from "@/lib/i18n/translator";

type Attempt = DeliveryView["attempts"][number];
const COLUMNS = ["attempt", "at", "outcome", "took", "headers", "response"] as const;

/** Each try of a delivery and what came back. */
export function AttemptsTable({ attempts, t }: { attempts: Attempt[]; t: Translator }) {
  return (
    <Table
      id="attempts"
      title={t("deliveries.attempts.title")}
      caption={t("deliveries.attempts.caption")}
      empty={t("deliveries.attempts.empty")}
      columns={COLUMNS.map((column) => t(`deliveries.attempts.${column}`))}
      rowCount={attempts.length}
    >
      {attempts.map((one) => (
        <tr key={one.attempt}>
          <HeadCell>
            <span className="tabular-nums">{one.attempt}</span>
          </HeadCell>
          <Cell>
            <Time iso={one.at} />
          </Cell>
          <Cell>
            {one.error
              ? t(`deliveries.errors.${one.error}`)
              : t("deliveries.attempts.status", { status: String(one.status) })}
          </Cell>
          <Cell>
            <span className="whitespace-nowrap tabular-nums">
              {t("deliveries.attempts.ms", { ms: one.tookMs })}
            </span>
          </Cell>
          <Cell>
            <pre className="font-mono text-xs">
              {Object.entries(one.requestHeaders)
                .map((header) => header.join(": "))
                .join("\n")}
            </pre>
          </Cell>
          <Cell>
            {one.responseBody ? (
              <pre className="max-h-40 max-w-md overflow-auto rounded-lg bg-muted p-2 font-mono text-xs break-words whitespace-pre-wrap">
                {one.responseBody}
              </pre>
            ) : (
              <span className="text-muted-foreground">{t("deliveries.attempts.noBody")}</span>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
