import type { ConnectionKey } from "@/db/queries/connection-lease";
import { resetSteps } from "@/db/queries/connection-steps";
import {
  type ConnectionRow,
  deleteUnboundConnection,
  findConnection,
  findConnectionByNumber,
  insertConnection,
  isNumberHeldElsewhere,
  lockConnection,
  lockNumber,
  type NewConnection,
  recordStep,
  updateConnection,
} from "@/db/queries/connections";
import { moveLink } from "@/db/queries/links";
import { repointSignups } from "@/db/queries/signups";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { justChanged } from "@/lib/lost-update";
import { fingerprint } from "@/lib/vault/digest";
import { withoutAccessNews } from "./access-news";
import { announceConnection } from "./announce-connection";
import { afterCallsInFlight, putAdvance } from "./pass";
import { ENGINE_STEPS, type EngineStep, TOKEN_STEPS, UNFINISHED } from "./plan";
import { recordTry } from "./record-try";
import type { Grant } from "./steps/verify-grant";

export type Binding = {
  tenantId: string;
  signupId: string;
  token: string;
  grant: Grant;
  /** What the browser's event said of the number: it counts for nothing but where Graph does not say. */
  isSaidCoexistence: boolean;
  /** The Bird number the customer chose, kept only when it is the one that came back. */
  numberId: string | undefined;
  /** The link the customer came by; it is completed once nothing is left for the customer to do. */
  linkId: string | undefined;
  /** The connection that was proven again, as it was read; undefined for a new grant. */
  before: Pick<ConnectionRow, "id" | "version"> | undefined;
  exchangedAt: Date;
};

/**
 * Makes a proven grant a connection of its tenant, or renews the tenant's own connection of that number in place.
 * Returns undefined, having changed nothing, when another tenant holds the number. Throws conflict when the
 * connection changed while it was being proven. Call it in a transaction.
 */
export async function bindConnection(
  tx: Db,
  ctx: Context,
  binding: Binding,
): Promise<ConnectionRow | undefined> {
  const { tenantId, grant } = binding;
  const { number } = grant;
  if (binding.before) await requireUnchanged(tx, tenantId, binding.before);
  if (number) {
    await lockNumber(tx, number.phoneNumber);
    const key = { tenantId, phoneNumberId: number.id, phoneNumber: number.phoneNumber };
    if (await isNumberHeldElsewhere(tx, key)) return undefined;
  }
  const existing = await findTarget(tx, binding);
  const isFresh = !existing || isTokenNews(existing, binding.token);
  const connectionId = existing?.id ?? newId();
  const change = await toChange(ctx, binding, { connectionId, existing, isFresh });
  const bound = existing
    ? await updateConnection(tx, existing, change)
    : await insertConnection(tx, { id: connectionId, tenantId, ...change });
  if (!bound) throw justChanged();
  await mergeInto(tx, binding, bound.id);
  if (binding.linkId && !grant.issue) {
    await moveLink(tx, { tenantId, linkId: binding.linkId, to: "completed", now: ctx.now() });
  }
  await recordSteps(tx, ctx, { connection: bound, binding });
  const key = { tenantId, connectionId: bound.id };
  if (existing) await takeUpSteps(tx, key, isFresh);
  if (!grant.issue) await putAdvance(ctx, tx, key, bound.leaseUntil ?? undefined);
  await recordAudit(tx, ctx, {
    action: existing ? "connection.renewed" : "connection.created",
    tenantId,
    subjectId: bound.id,
    detail: {
      state: bound.state,
      wabaId: bound.wabaId,
      phoneNumberId: bound.phoneNumberId,
      warnings: bound.warnings,
    },
  });
  await announceConnection(tx, bound);
  return bound;
}

/** A connection without number whose grant went into another one goes away. */
async function mergeInto(tx: Db, { tenantId, before }: Binding, to: string): Promise<void> {
  if (!before || before.id === to) return;
  await repointSignups(tx, { tenantId, from: before.id, to });
  await deleteUnboundConnection(tx, { tenantId, connectionId: before.id });
}

/** A reading of the health is always left to do, and with it the state is settled anew. */
async function takeUpSteps(tx: Db, key: ConnectionKey, isFresh: boolean): Promise<void> {
  const again: EngineStep[] = isFresh ? TOKEN_STEPS : ["check_health"];
  await resetSteps(tx, { ...key, steps: again });
  await resetSteps(tx, { ...key, steps: ENGINE_STEPS, states: UNFINISHED });
}

/**
 * Whether what was done with the token that the connection had has to be done with this one. A disconnection that was
 * asked for has undone some of it, and nobody knows how much.
 */
function isTokenNews(existing: ConnectionRow, token: string): boolean {
  const isWiped = existing.state === "disconnected" || !existing.sealedToken;
  const isEnding = existing.disconnectRequestedAt !== null;
  return isWiped || isEnding || existing.tokenFingerprint !== fingerprint(token);
}

/** What was proven with an older token, or for another number, must not replace what came since. */
async function requireUnchanged(
  tx: Db,
  tenantId: string,
  before: Pick<ConnectionRow, "id" | "version">,
): Promise<void> {
  const current = await lockConnection(tx, { tenantId, connectionId: before.id });
  if (current?.version !== before.version) throw justChanged();
}

async function findTarget(
  tx: Db,
  { tenantId, grant, before }: Binding,
): Promise<ConnectionRow | undefined> {
  const sameNumber = grant.number
    ? await findConnectionByNumber(tx, tenantId, grant.number.id)
    : undefined;
  return (
    sameNumber ?? (before ? findConnection(tx, { tenantId, connectionId: before.id }) : undefined)
  );
}

type Change = Omit<NewConnection, "id" | "tenantId">;

type Target = { connectionId: string; existing: ConnectionRow | undefined; isFresh: boolean };

async function toChange(
  ctx: Context,
  binding: Binding,
  { connectionId, existing, isFresh }: Target,
): Promise<Change> {
  const { tenantId, token, grant, signupId } = binding;
  const { number, issue, waba } = grant;
  const isStillConnected = !isFresh && existing?.state === "connected";
  return {
    signupId,
    state: issue ? "action_required" : isStillConnected ? "connected" : "provisioning",
    wabaId: waba.id,
    wabaName: waba.name,
    businessId: grant.businessId ?? null,
    phoneNumberId: number?.id ?? null,
    phoneNumber: number?.phoneNumber ?? null,
    verifiedName: number?.verifiedName ?? null,
    ...originOf(binding, existing),
    choices: grant.choices,
    warnings: grant.warnings,
    sealedToken: await ctx.vault.seal(token, { tenantId, rowId: connectionId }),
    tokenFingerprint: fingerprint(token),
    tokenExpiresAt: grant.tokenExpiresAt ?? null,
    grantedAt: binding.exchangedAt,
    // Whoever moves this connection now does so with what was true before; a call of theirs may be under way.
    leaseId: null,
    leaseUntil: afterCallsInFlight(existing, ctx.now()),
    healthDueAt: null,
    disconnectRequestedAt: null,
    disconnectReason: null,
    disconnectProof: null,
    disconnectedAt: null,
    failureCode: issue ?? null,
    failureDetail: null,
    ...(existing && isFresh && { notices: withoutAccessNews(existing.notices) }),
    updatedAt: ctx.now(),
  };
}

/** To reconnect a number asks for no choice, and its event may be lost: where it came from stays as it was. */
function originOf({ grant, numberId, isSaidCoexistence }: Binding, existing?: ConnectionRow) {
  const renewed = existing?.phoneNumberId === grant.number?.id ? existing : undefined;
  const isChosenNumber = !grant.warnings.includes("other_number_chosen");
  return {
    isCoexistence: grant.isCoexistence ?? (isSaidCoexistence || renewed?.isCoexistence === true),
    numberId: (isChosenNumber && numberId) || renewed?.numberId || null,
  };
}

async function recordSteps(
  tx: Db,
  ctx: Context,
  { connection, binding }: { connection: ConnectionRow; binding: Binding },
): Promise<void> {
  const { exchangedAt, before } = binding;
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  const failureCode = connection.failureCode ?? undefined;
  const exchanged = {
    ...key,
    step: "exchange_code" as const,
    state: "done" as const,
    startedAt: exchangedAt,
    finishedAt: exchangedAt,
  };
  // What is proven again goes by the code of the first time.
  await (before ? recordStep(tx, exchanged) : recordTry(tx, exchanged));
  await recordTry(tx, {
    ...key,
    step: "verify_grant",
    state: failureCode ? "blocked" : "done",
    failureCode,
    startedAt: before ? ctx.now() : exchangedAt,
    finishedAt: ctx.now(),
  });
}
