import { BirdError } from "@/lib/bird/errors";
import type { BirdNumber } from "@/lib/bird/numbers";
import type { Context, Member } from "@/lib/context";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";
import { getTenant } from "@/lib/tenants/get-tenant";
import { numberState } from "./number-state";
import { toInternational } from "./phone";
import { readNumbers } from "./read-numbers";
import { recentNumbers } from "./recent-numbers";
import type { NumberListView, NumberView } from "./view";

const POLL_AFTER_MS = 5_000;

/**
 * The Bird numbers of the member's workspace with their WhatsApp state in words, as they were a few seconds ago at the
 * earliest. A Bird fault is a sentence, not an error.
 */
export async function listNumbers(ctx: Context<Member>): Promise<NumberListView> {
  const tenant = await getTenant(ctx, ctx.actor.tenantId);
  const t = getTranslator(ctx.actor.locale);
  const none = (problem?: string): NumberListView => ({
    numbers: [],
    problem,
    pollAfterMs: undefined,
  });
  if (!tenant.workspaceId || !ctx.bird) return none();
  try {
    const { bird } = ctx;
    const { id: tenantId, workspaceId } = tenant;
    const read = await recentNumbers({ tenantId, workspaceId, now: ctx.now }, () =>
      readNumbers(bird, workspaceId),
    );
    const numbers = read.map((number) => toNumberView(number, ctx.now(), t));
    const isWaiting = numbers.some(
      ({ state }) => state === "verifying" || state === "not_enrolled",
    );
    return { numbers, problem: undefined, pollAfterMs: isWaiting ? POLL_AFTER_MS : undefined };
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

function timeLeft(leftMs: number, t: Translator): string {
  const hours = Math.floor(leftMs / 3_600_000);
  if (hours >= 48) return t("time.days", { count: Math.floor(hours / 24) });
  if (hours >= 1) return t("time.hours", { count: hours });
  return t("time.minutes", { count: Math.max(1, Math.floor(leftMs / 60_000)) });
}
