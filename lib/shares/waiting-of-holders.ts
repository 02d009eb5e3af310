import type { Holder } from "@/db/queries/connections";
import type { SignupRow } from "@/db/queries/signups";
import { ClaimedIds } from "@/lib/signups/settle-signup";
import { mayHaveShared, type SharedAccount } from "./match-signup";

type Sharing = Pick<SharedAccount, "wabaId" | "sharedAt" | "isTold" | "rivalBeforeMs">;

/**
 * The waiting signups that may have shared an account which connections hold already: a reconnection, or one more
 * number of it. Only those of the tenants that hold it, for nobody else has a part in it.
 */
export function waitingOfHolders<S extends SignupRow>(
  waiting: S[],
  holders: Holder[],
  sharing: Sharing,
): S[] {
  return waiting.filter((signup) => {
    const own = holders.filter(({ tenantId }) => tenantId === signup.tenantId);
    const renewed = own.find(({ id }) => id === signup.reconnectId);
    return (
      own.length > 0 &&
      mayHaveShared(signup, sharing) &&
      (renewed !== undefined || !signup.reconnectId) &&
      !own.some((holder) => isAnswered(signup, holder)) &&
      (sharing.isTold || isSignOfEnd(signup, renewed, sharing.wabaId))
    );
  });
}

/** What was granted after the last that was heard of a launch came of another one that did not get lost. */
function isAnswered({ launchedAt, eventReceivedAt, createdAt }: SignupRow, { grantedAt }: Holder) {
  const signs = [launchedAt, eventReceivedAt, createdAt].map((at) => at?.getTime() ?? 0);
  return (grantedAt?.getTime() ?? 0) > Math.max(...signs);
}

/**
 * A list names a held account whether or not somebody has finished, so there must be another sign of it: that the
 * browser said so, or, where nothing works that could suffer, a launch that nobody is busy with any more.
 */
function isSignOfEnd(signup: SignupRow, renewed: Holder | undefined, wabaId: string): boolean {
  if (ClaimedIds.parse(signup.eventData ?? {}).wabaIds.includes(wabaId)) return true;
  return renewed?.failureCode === "permission_lost" && signup.state === "abandoned";
}
