import type { SignupRow } from "@/db/queries/signups";
import type { WaitingSignup } from "@/db/queries/waiting-signups";
import { HOLDING_STATES } from "@/lib/connections/states";
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

type Match = { signup: WaitingSignup; phoneNumberId: string };

/**
 * The one waiting signup that an account seems to belong to, of one tenant alone; whether another tenant's could be the
 * one is yet to be asked. A number that this tenant was to bring tells (its Bird number, the number its link insists
 * on, or one to reconnect that it had). A browser's claims are what anybody can write: they count only beside Meta's
 * own word of that very minute, with the ids of account and number.
 */
export function matchSignup(waiting: WaitingSignup[], account: SharedAccount): Match | undefined {
  const wanted = waiting.flatMap((signup) => {
    const number = account.numbers.find(({ phoneNumber }) =>
      isWanted(signup, phoneNumber, account),
    );
    return number ? [{ signup, phoneNumberId: number.id }] : [];
  });
  if (wanted.length > 0) return ofOneTenant(wanted);
  if (!account.isTold) return undefined;
  return ofOneTenant(
    waiting.flatMap((signup) => {
      const phoneNumberId = claimedNumber(signup, account);
      return phoneNumberId ? [{ signup, phoneNumberId }] : [];
    }),
  );
}

function isWanted(signup: WaitingSignup, phoneNumber: string, account: SharedAccount): boolean {
  if (signup.phoneNumber === phoneNumber) return true;
  if (signup.expectedPhoneNumber !== phoneNumber) return false;
  return !signup.reconnectId || wasConnected(signup, account);
}

/** Anybody can add any digits to an account: a number to reconnect tells only of the account that it was connected in. */
function wasConnected({ renewed }: WaitingSignup, { wabaId, numbers }: SharedAccount): boolean {
  if (!renewed?.connectedAt || !HOLDING_STATES.some((state) => state === renewed.state))
    return false;
  return renewed.wabaId === wabaId || numbers.some(({ id }) => id === renewed.phoneNumberId);
}

/** The newest of several, if they are all of one tenant. */
function ofOneTenant(matches: Match[]): Match | undefined {
  const [newest] = [...matches].sort((left, right) => (left.signup.id < right.signup.id ? 1 : -1));
  return matches.every(({ signup }) => signup.tenantId === newest?.signup.tenantId)
    ? newest
    : undefined;
}

/** Meta's id of the number that a browser named with this account, in the minute of its sharing. */
function claimedNumber(signup: SignupRow, account: SharedAccount): string | undefined {
  const { wabaId, ownerBusinessId, numbers, sharedAt } = account;
  const claims = ClaimedIds.parse(signup.eventData ?? {});
  const claimedAt = signup.eventReceivedAt?.getTime() ?? 0;
  const isOfAccount =
    !claims.shareId &&
    claims.wabaIds.includes(wabaId) &&
    (!claims.businessId || claims.businessId === ownerBusinessId) &&
    Math.abs(claimedAt - sharedAt.getTime()) < CLAIM_WITHIN_MS;
  return isOfAccount ? numbers.find(({ id }) => id === claims.phoneNumberId)?.id : undefined;
}

/** A launch of that time which names no account, or this one, could be the one that shared it. */
export function mayHaveShared(
  signup: SignupRow,
  { wabaId, sharedAt, rivalBeforeMs }: Pick<SharedAccount, "wabaId" | "sharedAt" | "rivalBeforeMs">,
): boolean {
  const { wabaIds } = ClaimedIds.parse(signup.eventData ?? {});
  if (wabaIds.length > 0 && !wabaIds.includes(wabaId)) return false;
  const launchedAt = signup.launchedAt ?? signup.createdAt;
  const ageMs = sharedAt.getTime() - launchedAt.getTime();
  return ageMs > -60_000 && ageMs < rivalBeforeMs;
}
