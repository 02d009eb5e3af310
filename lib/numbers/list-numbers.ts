import { findLink } from "@/db/queries/links";
import { BirdError } from "@/lib/bird/errors";
import type { BirdNumber } from "@/lib/bird/numbers";
import type { Context, Member } from "@/lib/context";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { type NumberRule, numberRuleOf } from "@/lib/links/number-rule";
import { log } from "@/lib/log";
import { getTenant } from "@/lib/tenants/get-tenant";
import { numberState } from "./number-state";
import { toInternational } from "./phone";
import { readNumbers } from "./read-numbers";
import { recentNumbers } from "./recent-numbers";
import { timeLeft } from "./time-left";
import type { NumberListView, NumberView } from "./view";

const POLL_AFTER_MS = 5_000;

/**
 * The Bird numbers that the member may choose from, those that can be chosen first, with their WhatsApp state in
 * words, as they were a few seconds ago at the earliest: all of the workspace, or what the link of the session is
 * for. A Bird fault is a sentence, not an error.
 */
export async function listNumbers(ctx: Context<Member>): Promise<NumberListView> {
  const { tenantId, linkId } = ctx.actor;
  const rule = numberRuleOf(linkId ? await findLink(ctx.db, { tenantId, linkId }) : undefined);
  if (rule.kind === "own") return { numbers: [], problem: undefined, pollAfterMs: undefined };
  const tenant = await getTenant(ctx, ctx.actor.tenantId);
  const t = getTranslator(ctx.actor.locale);
  const fixed = rule.kind === "bird" ? { isFixed: true as const } : {};
  const none = (problem?: string): NumberListView => ({
    numbers: [],
    ...fixed,
    problem,
    pollAfterMs: undefined,
  });
  const gone = rule.kind === "bird" ? t("links.numberGone") : undefined;
  if (!tenant.workspaceId || !ctx.bird) return none(gone);
  try {
    const { bird } = ctx;
    const { workspaceId } = tenant;
    const read = await recentNumbers({ tenantId, workspaceId, now: ctx.now }, () =>
      readNumbers(bird, workspaceId),
    );
    const fitting = read.filter(({ id }) => isOf(rule, id));
    if (fitting.length === 0) return none(gone);
    const numbers = fitting
      .map((number) => toNumberView(number, ctx.now(), t))
      .sort((one, other) => Number(other.isSelectable) - Number(one.isSelectable));
    const isWaiting = numbers.some(
      ({ state }) => state === "verifying" || state === "not_enrolled",
    );
    return {
      numbers,
      ...fixed,
      problem: undefined,
      pollAfterMs: isWaiting ? POLL_AFTER_MS : undefined,
    };
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    log().warn(
      { err: error, party: error.isTemporary ? "bird" : "isv", requestId: ctx.requestId },
      "numbers unavailable",
    );
    return {
      ...none(t("numbers.unavailable")),
      pollAfterMs: error.isTemporary ? POLL_AFTER_MS : undefined,
    };
  }
}

const isOf = (rule: NumberRule, id: string) => rule.kind !== "bird" || rule.numberId === id;

function toNumberView(number: BirdNumber, now: Date, t: Translator): NumberView {
  const state = numberState(number, now);
  const expiresAt = number.whatsApp?.verificationExpiresAt;
  const leftMs = expiresAt ? expiresAt.getTime() - now.getTime() : 0;
  return {
    id: number.id,
    phoneNumber: toInternational(number.number),
    state,
    sentence: t(`numbers.${state}`, { timeLeft: timeLeft(leftMs, t) }),
    isSelectable: state === "ready",
  };
}
