import type { z } from "zod";
import type { Context, Member } from "@/lib/context";
import type { FailureCode } from "@/lib/failures";
import type { ReturnRef } from "./go-back";
import { returnOutcome } from "./return-outcome";
import { openReturnSecret } from "./return-secret";
import { type ReturnState, signQuery } from "./sign-return";

export type SignedOutcome = {
  state: ReturnState;
  code: FailureCode | undefined;
  linkId: string | undefined;
  connectionId: string | undefined;
  externalId: string | undefined;
  /** All of it as a signed query, for the ISV's server to believe. */
  query: string;
};

/** How it stands, for the page of the ISV that opened ours. */
export async function getSignedOutcome(
  ctx: Context<Member>,
  { connection: connectionId }: z.infer<typeof ReturnRef>,
): Promise<SignedOutcome> {
  const { outcome } = await returnOutcome(ctx, { connectionId });
  const secret = await openReturnSecret(ctx);
  return { ...outcome, query: signQuery([], { outcome, at: ctx.now(), secret }) };
}
