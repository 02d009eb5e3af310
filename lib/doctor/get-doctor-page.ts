import { findDoctorSetting } from "@/db/queries/doctor-settings";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import type { Translator } from "@/lib/i18n/translator";
import { parseChecklist } from "./checklist";
import { parseReport } from "./report-schema";
import { type ChecklistLine, type Finding, toChecklist, toFindings } from "./to-findings";

export type DoctorPage = {
  /** Undefined until the doctor was run. */
  report: { ranAt: string; tookMs: number; findings: Finding[] } | undefined;
  checklist: ChecklistLine[];
  /** What an admin may send to Bird; undefined while something of it is not configured. */
  techProvider: { solutionId: string; businessId: string } | undefined;
  mayChange: boolean;
};

/** The doctor's newest report and the checklist, in words. Throws forbidden. */
export async function getDoctorPage(ctx: Context<Operator>, t: Translator): Promise<DoctorPage> {
  requireRole(ctx, "viewer");
  const [kept, ticked] = await Promise.all([
    findDoctorSetting(ctx.db, "doctor"),
    findDoctorSetting(ctx.db, "checklist"),
  ]);
  const report = parseReport(kept);
  const { solutionId, businessId } = ctx.env.meta.settings ?? {};
  return {
    report: report && { ...report, findings: toFindings(report, ctx.env, t) },
    checklist: toChecklist(parseChecklist(ticked).ticks, ctx.env, t),
    techProvider: ctx.bird && solutionId && businessId ? { solutionId, businessId } : undefined,
    mayChange: mayChange(ctx),
  };
}
