import { z } from "zod";
import type { Context, Operator } from "@/lib/context";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { applyImport, checkImport } from "./import-tenants";
import type { ShownLine } from "./import-view";
import type { PlannedLine } from "./plan-import";

/** `intent` is the button that was pressed; `plan` the digest of what was shown. */
export const ImportTenants = z.strictObject({
  intent: z.enum(["check", "apply"]).default("check"),
  csv: z.string(),
  plan: z.string().default(""),
});

/** Checks or applies a list, in words for its form; `lines` is JSON of ShownLine[]. Throws like both. */
export async function importTenants(
  ctx: Context<Operator>,
  { intent, csv, plan }: z.infer<typeof ImportTenants>,
): Promise<Record<string, string>> {
  const t = getTranslator("en");
  if (intent === "apply") {
    const { counts } = await applyImport(ctx, { csv, plan });
    return { done: t("tenants.import.done", counts) };
  }
  const { digest, counts, lines, unknownColumns } = await checkImport(ctx, { csv });
  const todo = counts.create + counts.update;
  return {
    plan: digest,
    summary: t("tenants.import.summary", counts),
    apply: todo > 0 ? t("tenants.import.apply", { count: todo }) : "",
    nothing: todo > 0 ? "" : t("tenants.import.nothing"),
    unknownColumns:
      unknownColumns.length > 0
        ? t("tenants.import.unknownColumns", { columns: unknownColumns.join(", ") })
        : "",
    lines: JSON.stringify(lines.map((line) => toShownLine(line, t))),
  };
}

function toShownLine(line: PlannedLine, t: Translator): ShownLine {
  const { line: number, name, externalId, does } = line;
  return { line: number, name, externalId, does, text: textOf(line, t) };
}

function textOf(line: PlannedLine, t: Translator): string {
  switch (line.does) {
    case "create": {
      const { workspaceId } = line.fields;
      return workspaceId
        ? t("tenants.import.createIn", { workspaceId })
        : t("tenants.import.create");
    }
    case "update":
      return line.changes
        .map(({ field, from, to }) =>
          t("tenants.import.change", {
            field: t(`tenants.import.fields.${field}`),
            from: from ?? t("tenants.import.nothingThere"),
            to,
          }),
        )
        .join("; ");
    case "unchanged":
      return t("tenants.import.unchanged");
    case "error":
      return line.problem;
  }
}
