import { z } from "zod";
import en from "@/messages/en.json";
import type { CheckId, Facts, Group, Verdict } from "./check";
import type { Report } from "./run-doctor";

const StoredResult = z.object({
  id: z.custom<CheckId>((id) => typeof id === "string" && Object.hasOwn(en.doctor.checks, id)),
  group: z.custom<Group>(
    (group) => typeof group === "string" && Object.hasOwn(en.doctor.groups, group),
  ),
  status: z.enum(["ok", "warning", "problem", "skipped"]),
  finding: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  tookMs: z.number(),
});
const StoredReport = z.object({
  ranAt: z.iso.datetime(),
  tookMs: z.number(),
  results: z.array(z.unknown()),
});

/** A report as it was kept; results that this version has no words for are left out. Undefined when unreadable. */
export function parseReport(value: unknown): Report | undefined {
  const parsed = StoredReport.safeParse(value);
  if (!parsed.success) return undefined;
  const results = parsed.data.results.flatMap((one) => {
    const result = StoredResult.safeParse(one);
    if (!result.success || !hasWords(result.data.id, result.data.finding)) return [];
    const { finding, facts, ...rest } = result.data;
    return [{ ...rest, finding: finding as Verdict["finding"], facts: facts as Facts }];
  });
  return { ...parsed.data, results };
}

function hasWords(id: CheckId, finding: string): boolean {
  const { findings } = en.doctor.checks[id];
  return Object.hasOwn(findings, finding) || Object.hasOwn(en.doctor.shared, finding);
}
