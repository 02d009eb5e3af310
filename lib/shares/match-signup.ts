import type { SignupRow } from "@/db/queries/signups";
import { ClaimedIds } from "@/lib/signups/settle-signup";

/** What is known of an account that was shared with us. */
export type SharedAccount = {
  wabaId: string;
  ownerBusinessId: string;
  sharedAt: Date;
  /** Meta itself told of this sharing when it happened; else it was only found in a list. */
  isTold: boolean;
  /** How long before that a launch may have begun that shared it. */
  rivalBeforeMs: number;
  /** Its numbers: Meta's id and E.164. */
  numbers: { id: string; phoneNumber: string }[];
};

/** How far a browser's event may be from Meta's word of the same. */
const CLAIM_WITHIN_MS = 5 * 60_000;

/**
 * The one waiting signup that an account belongs to, or undefined unless that is certain. A number that only this
 * tenant was to bring (its Bird number, the number its link or its reconnection insists on) is. A
 * browser's claims are what anybody can write: they count only beside Meta's own word of that very minute, with the
 * ids of account and number, and while no other tenant's launch could have been the one.
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
  if (!account.isTold) return undefined;
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

function isClaimed(signup: SignupRow, account: SharedAccount): boolean {
  const { wabaId, ownerBusinessId, numbers, sharedAt } = account;
  const { wabaIds, phoneNumberId, businessId } = ClaimedIds.parse(signup.eventData ?? {});
  const claimedAt = signup.eventReceivedAt?.getTime() ?? 0;
  return (
    wabaIds.includes(wabaId) &&
    (!businessId || businessId === ownerBusinessId) &&
    numbers.some(({ id }) => id === phoneNumberId) &&
    Math.abs(claimedAt - sharedAt.getTime()) < CLAIM_WITHIN_MS
  );
}

/** A launch of that time which names no account, or this one, could be the one that shared it. */
export function isRival(
  signup: SignupRow,
  { wabaId, sharedAt, rivalBeforeMs }: Pick<SharedAccount, "wabaId" | "sharedAt" | "rivalBeforeMs">,
): boolean {
  const { wabaIds } = ClaimedIds.parse(signup.eventData ?? {});
  if (wabaIds.length > 0 && !wabaIds.includes(wabaId)) return false;
  const launchedAt = signup.launchedAt ?? signup.createdAt;
  const ageMs = sharedAt.getTime() - launchedAt.getTime();
  return ageMs > -60_000 && ageMs < rivalBeforeMs;
}
