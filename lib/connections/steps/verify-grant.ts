import type { NumberChoice } from "@/db/schema/connections";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import type { MetaClient } from "@/lib/meta/client";
import { debugToken, type TokenFacts } from "@/lib/meta/debug-token";
import { MetaError } from "@/lib/meta/errors";
import { getClientBusinessId } from "@/lib/meta/get-client-business";
import { getWaba, type Waba } from "@/lib/meta/get-waba";
import { listClientWabaIds } from "@/lib/meta/list-client-wabas";
import { isVerified, listPhoneNumbers, type PhoneNumber } from "@/lib/meta/list-phone-numbers";
import { toE164 } from "@/lib/numbers/phone";

/** What the browser claims; none of it is believed before the token has proven it. */
export type Claims = {
  wabaIds: string[];
  phoneNumberId: string | undefined;
  /** E.164 of the Bird number the customer chose, to recognise it among several. */
  phoneNumber: string | undefined;
  /** E.164 the link insists on. */
  expectedPhoneNumber: string | undefined;
};

export type GrantedNumber = { id: string; phoneNumber: string; verifiedName: string };
export type Grant = {
  waba: Waba;
  businessId: string | undefined;
  tokenExpiresAt: Date | undefined;
  number: GrantedNumber | undefined;
  /** Whether the number stays on the WhatsApp Business app; undefined where Graph does not say. */
  isCoexistence: boolean | undefined;
  /** Why the customer still has something to do, though the grant is good. */
  issue:
    | Extract<FailureCode, "number_missing" | "number_choice_required" | "number_unverified">
    | undefined;
  choices: NumberChoice[];
  warnings: string[];
};
export type GrantOutcome =
  | { kind: "granted"; grant: Grant }
  | { kind: "refused"; code: FailureCode; detail?: FailureDetail }
  | { kind: "wait"; code: "meta_unavailable"; detail: FailureDetail };

type Reach = { waba: Waba; phones: PhoneNumber[] };

/**
 * Proves that the token reaches the claimed WABA and number by using it on them, never by trusting the browser
 * and never by `granular_scopes` alone (Meta: often empty since June 2026). Changes nothing, may run any time.
 */
export async function verifyGrant(
  meta: MetaClient,
  token: string,
  claims: Claims,
): Promise<GrantOutcome> {
  try {
    return await verify(meta, token, claims);
  } catch (error) {
    if (!(error instanceof MetaError)) throw error;
    if (error.isOwnToken && !error.isTemporary) {
      return { kind: "refused", code: "app_credentials_invalid", detail: error.detail };
    }
    if (error.isDeadToken) return { kind: "refused", code: "token_invalid", detail: error.detail };
    if (error.isTemporary) return { kind: "wait", code: "meta_unavailable", detail: error.detail };
    return { kind: "refused", code: "waba_not_granted", detail: error.detail };
  }
}

async function verify(meta: MetaClient, token: string, claims: Claims): Promise<GrantOutcome> {
  const [facts, businessId, claimed] = await Promise.all([
    debugToken(meta, token),
    getClientBusinessId(meta, token).catch(undefinedUnlessTemporary),
    reachAll(meta, token, claims.wabaIds),
  ]);
  if (!facts.isValid || facts.appId !== meta.options.appId)
    return { kind: "refused", code: "token_invalid" };
  if (claims.wabaIds.length > 0 && claimed.reached.length === 0) {
    return {
      kind: "refused",
      code: "waba_not_granted",
      ...(claimed.detail && { detail: claimed.detail }),
    };
  }
  const reached =
    claims.wabaIds.length > 0
      ? claimed.reached
      : await discover(meta, token, { facts, businessId });
  if (reached.length === 0) return { kind: "refused", code: "waba_unknown" };
  return choose(reached, claims, { facts, businessId });
}

type Known = { facts: TokenFacts; businessId: string | undefined };

/** Without claims: the WABAs that the grant names, else those shared with us by this customer's portfolio. */
async function discover(
  meta: MetaClient,
  token: string,
  { facts, businessId }: Known,
): Promise<Reach[]> {
  const shared = async () => (businessId ? await listClientWabaIds(meta, businessId) : []);
  const wabaIds = facts.grantedWabaIds.length > 0 ? facts.grantedWabaIds : await shared();
  return (await reachAll(meta, token, wabaIds)).reached;
}

function choose(reached: Reach[], claims: Claims, { facts, businessId }: Known): GrantOutcome {
  const pairs = reached.flatMap(({ waba, phones }) => phones.map((phone) => ({ waba, phone })));
  const byId = pairs.find(({ phone }) => phone.id === claims.phoneNumberId);
  if (claims.phoneNumberId && !byId) return { kind: "refused", code: "number_not_in_waba" };
  const wanted = claims.phoneNumber ?? claims.expectedPhoneNumber;
  const byNumber = wanted
    ? pairs.find(({ phone }) => toE164(phone.displayPhoneNumber) === wanted)
    : undefined;
  const chosen = byId ?? byNumber ?? (pairs.length === 1 ? pairs[0] : undefined);
  const number = chosen && toGrantedNumber(chosen.phone);
  if (claims.expectedPhoneNumber && number && number.phoneNumber !== claims.expectedPhoneNumber) {
    return {
      kind: "refused",
      code: "number_mismatch",
      detail: { source: "meta", message: number.phoneNumber },
    };
  }
  const waba = chosen?.waba ?? reached[0]?.waba;
  if (!waba) return { kind: "refused", code: "waba_unknown" };
  const grant: Grant = {
    waba,
    businessId: businessId ?? waba.ownerBusinessId,
    tokenExpiresAt: facts.expiresAt,
    number,
    isCoexistence: chosen?.phone.isCoexistence,
    issue: issueOf(pairs.length, chosen?.phone),
    choices: chosen ? [] : pairs.map(({ waba: owner, phone }) => toChoice(owner, phone)),
    warnings: warningsOf(waba, businessId, { claims, number }),
  };
  return { kind: "granted", grant };
}

/** A number of the WhatsApp Business app needs no code of ours, if Graph says that it is one: a browser may say anything. */
function issueOf(found: number, phone: PhoneNumber | undefined): Grant["issue"] {
  if (!phone) return found === 0 ? "number_missing" : "number_choice_required";
  return isVerified(phone) || phone.isCoexistence ? undefined : "number_unverified";
}

/** Meta: in v4 an admin can share a WABA of another portfolio, so a mismatch is noted and not refused. */
function warningsOf(
  waba: Waba,
  businessId: string | undefined,
  { claims, number }: { claims: Claims; number: GrantedNumber | undefined },
): string[] {
  const warnings: string[] = [];
  if (businessId && waba.ownerBusinessId && waba.ownerBusinessId !== businessId)
    warnings.push("portfolio_mismatch");
  if (claims.phoneNumber && number && number.phoneNumber !== claims.phoneNumber)
    warnings.push("other_number_chosen");
  return warnings;
}

async function reachAll(
  meta: MetaClient,
  token: string,
  wabaIds: string[],
): Promise<{ reached: Reach[]; detail: FailureDetail | undefined }> {
  const results = await Promise.all(
    wabaIds.slice(0, 10).map(async (wabaId) => {
      try {
        const [waba, phones] = await Promise.all([
          getWaba(meta, token, wabaId),
          listPhoneNumbers(meta, token, wabaId),
        ]);
        return waba.id === wabaId ? { reach: { waba, phones } } : {};
      } catch (error) {
        if (error instanceof MetaError && error.isNotVisible) return { detail: error.detail };
        throw error;
      }
    }),
  );
  return {
    reached: results.flatMap(({ reach }) => (reach ? [reach] : [])),
    detail: results.find(({ detail }) => detail)?.detail,
  };
}

function undefinedUnlessTemporary(error: unknown): undefined {
  if (error instanceof MetaError && !error.isTemporary && !error.isDeadToken) return undefined;
  throw error;
}

function toGrantedNumber(phone: PhoneNumber): GrantedNumber {
  const phoneNumber = toE164(phone.displayPhoneNumber) ?? phone.displayPhoneNumber;
  return { id: phone.id, phoneNumber, verifiedName: phone.verifiedName };
}

function toChoice(waba: Waba, phone: PhoneNumber): NumberChoice {
  const { id: phoneNumberId, phoneNumber, verifiedName } = toGrantedNumber(phone);
  return { wabaId: waba.id, wabaName: waba.name, phoneNumberId, phoneNumber, verifiedName };
}
