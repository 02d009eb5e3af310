import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Operation } from "@/lib/api/operation";
import type { Translator } from "@/lib/i18n/translator";

type Listed = Pick<Operation, "id" | "method" | "path" | "summary" | "scope">;
type Props = { operations: Listed[]; t: Translator };

/** Every operation in a line, for readers without scripts and for those who look for a scope. */
export function Operations({ operations, t }: Props) {
  return (
    <section aria-labelledby="all-operations" className="grid gap-4">
      <h2 id="all-operations" className="text-xl font-semibold tracking-tight">
        {t("reference.operations.title")}
      </h2>
      <ScrollRegion
        label={t("reference.operations.caption")}
        className="overflow-x-auto rounded-2xl border border-border bg-card"
      >
        <table className="w-full min-w-3xl border-collapse text-start text-sm">
          <caption className="sr-only">{t("reference.operations.caption")}</caption>
          <thead>
            <tr className="border-b border-border bg-muted text-muted-foreground">
              {(["request", "summary", "scope"] as const).map((column) => (
                <th key={column} scope="col" className="px-4 py-2.5 text-start font-medium">
                  {t(`reference.operations.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-border">
            {operations.map(({ id, method, path, summary, scope }) => (
              <tr key={id}>
                <th scope="row" className="px-4 py-2 text-start font-normal">
                  <code className="font-mono">
                    <span className="inline-block w-14 font-semibold">{method}</span> {path}
                  </code>
                </th>
                <td className="px-4 py-2">{summary}</td>
                <td className="px-4 py-2">
                  <code className="font-mono">{scope}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
