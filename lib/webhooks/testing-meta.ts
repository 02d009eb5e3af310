import type { Db } from "@/db/types";
import { BUSINESS, type FakeAnswer, graphError } from "@/lib/testing";
import { processWebhooks } from "./process-webhooks";
import {
  connectionOf,
  eventsOf,
  type MetaChange,
  numbers,
  postMeta,
  readConnection,
  systemWith,
} from "./testing";

/** Our portfolio at Meta, which is the entry of events between partners. */
export const PARTNER = "2949482758682047";
/** Unix seconds, five minutes after the grant of `connectionOf`. */
export const AFTER_GRANT = Date.parse("2026-11-22T10:05:00Z") / 1000;

/** A connection whose account Graph answers for as told, and a way to have Meta tell of it. */
export async function connected(db: Db, answer: FakeAnswer = graphError(100, 33)) {
  const own = numbers();
  const made = await systemWith(db, { meta: { [`GET /${own.wabaId}`]: answer } });
  const { id } = await connectionOf(made.ctx, made.tenant.id, { ...own, sealedPin: "sealed" });
  const tell = async (change: Partial<MetaChange> & { value: object }) => {
    await postMeta(made.ctx, [{ id: own.wabaId, time: AFTER_GRANT, ...change }]);
    await processWebhooks(made.ctx);
    const events = await eventsOf(db, change.id ?? own.wabaId);
    const event = events.at(-1);
    return [event?.state, event?.result];
  };
  const removed = (event: string, more: object = {}) => ({
    event,
    waba_info: { waba_id: own.wabaId, owner_business_id: BUSINESS, ...more },
  });
  return { ...made, ...own, id, tell, removed, read: () => readConnection(db, id) };
}
