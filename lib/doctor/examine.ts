import { saveReport } from "@/db/queries/doctor-settings";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { makeDoctorContext } from "./make-doctor-context";
import { type Report, runDoctor } from "./run-doctor";

/** Runs the doctor and keeps its report in place of the last. Throws forbidden (viewers). */
export async function examine(ctx: Context<Operator>): Promise<Report> {
  requireRole(ctx, "admin");
  const { env, now, db } = ctx;
  const report = await runDoctor(makeDoctorContext({ env, now, db, isServing: true }));
  const problems = report.results.filter(({ status }) => status === "problem").map(({ id }) => id);
  await db.transaction(async (tx) => {
    await saveReport(tx, { ...report }, now());
    await recordAudit(tx, ctx, { action: "doctor.run", detail: { problems } });
  });
  return report;
}
