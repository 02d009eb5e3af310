import { recordStep, type StepEnd } from "@/db/queries/connections";
import { insertStepAttempt } from "@/db/queries/step-attempts";
import type { Db } from "@/db/types";
import type { FailureDetail } from "@/lib/failures";

type Try = StepEnd & { state: "done" | "blocked"; failureDetail?: FailureDetail | undefined };

/** Notes how a step of the signup ended, and keeps the try. Call it in the transaction of what it led to. */
export async function recordTry(tx: Db, { failureDetail, ...end }: Try): Promise<void> {
  const attempt = await recordStep(tx, end);
  const { state: outcome, failureCode, ...of } = end;
  await insertStepAttempt(tx, {
    ...of,
    attempt,
    outcome,
    failureCode: failureCode ?? null,
    failureDetail: failureDetail ?? null,
  });
}
