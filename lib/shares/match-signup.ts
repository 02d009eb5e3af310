import type { SignupRow } from "@/db/queries/signups";
import { ClaimedIds } from "@/lib/signups/settle-signup";

/** What is known of an account that was shared with us. */
export type SharedAccount = {
  wabaId: string;
  ownerBusinessId: string;
  sharedAt: Date;
  /** How long before that a launch may have begun that shared it. */
  rivalBeforeMs: number;
  /** Its numbers: Meta's id and E.164. */
  numbers: { id: string; phoneNumber: string }[];
};

/**
 * The one waiting signup that an account belongs to, or undefined unless that is certain. A number that only this
 * tenant was to bring (its Bird number, the number its link or its reconnection insists on) is. So are a browser's
 * claims about account, number and portfolio, but only while no other tenant's launch could have been the one:
 * claims are what anybody can write.
 */
export function matchSignup(
  waiting: SignupRow[],
  account: SharedAccount,
): { signup: SignupRow; phoneNumberId: string | undefined } | undefined {
  const wanted = waiting.flatMap((signup) => {
    const number = account.numbers.find(
      ({ phoneNumber }) =>
        phoneNumber === signup.phoneNumber || phoneNumber === signup.expectedPhoneNumber,
    );
    return number ? [{ signup, phoneNumberId: number.id }] : [];
  });
  if (wanted.length > 0) return ofOneTenant(wanted);
  const claimed = waiting.filter((signup) => isClaimed(signup, account));
  const rivals = waiting.filter((signup) => isRival(signup, account));
  const newest = ofOneTenant(claimed.map((signup) => ({ signup, phoneNumberId: undefined })));
  const isContested = rivals.some(({ tenantId }) => tenantId !== newest?.signup.tenantId);
  return isContested ? undefined : newest;
}

type Match = { signup: SignupRow; phoneNumberId: string | undefined };

/** The newest of several, if they are all of one tenant. */
function ofOneTenant(matches: Match[]): Match | undefined {
  const [newest] = [...matches].sort((left, right) => (left.signup.id < right.signup.id ? 1 : -1));
  return matches.every(({ signup }) => signup.tenantId === newest?.signup.tenantId)
    ? newest
    : undefined;
}

function isClaimed(
  signup: SignupRow,
  { wabaId, ownerBusinessId, numbers }: SharedAccount,
): boolean {
  const { wabaIds, phoneNumberId, businessId } = ClaimedIds.parse(signup.eventData ?? {});
  return (
    wabaIds.includes(wabaId) &&
    (!businessId || businessId === ownerBusinessId) &&
    (!phoneNumberId || numbers.some(({ id }) => id === phoneNumberId))
  );
}

/** A launch of that time which names no account, or this one, could be the one that shared it. */
function isRival(signup: SignupRow, { wabaId, sharedAt, rivalBeforeMs }: SharedAccount): boolean {
  const { wabaIds } = ClaimedIds.parse(signup.eventData ?? {});
  if (wabaIds.length > 0 && !wabaIds.includes(wabaId)) return false;
  const launchedAt = signup.launchedAt ?? signup.createdAt;
  const ageMs = sharedAt.getTime() - launchedAt.getTime();
  return ageMs > -60_000 && ageMs < rivalBeforeMs;
}
