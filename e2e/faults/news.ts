import type { StandIn } from "../support/stand-in";
import { connectWith, deliveriesOf, redeliver, shows, USUAL } from "./bird";
import { type Connecting, type Customer, look, until } from "./customers";
import type { Ended } from "./installs";

type Play = (standIn: StandIn, customer: Customer) => Promise<Ended>;
type Meta = Record<string, unknown>;

const ended = (
  of: Connecting,
  seen: string[],
  end: "connected" | "disconnected" = "connected",
) => ({
  case: {
    name: of.customer.name,
    of,
    end,
  },
  seen,
});

async function connected(standIn: StandIn, customer: Customer, settings: Meta = {}) {
  const of = await connectWith(standIn, { customer, settings });
  const seen = await shows(of, "connected");
  // The way holds for what is told of the channel, too; only then is it the usual one again.
  await standIn.control("/settings", USUAL);
  return { of, seen };
}

async function versionOf({ customer, connectionId }: Connecting): Promise<number> {
  const { answer } = await look(customer.member, connectionId);
  return JSON.parse(answer.body).version;
}

/** Meta's news of the account of a connection; resolves when they were posted. */
async function tell(standIn: StandIn, of: Connecting, event: Meta, delivery = "normal") {
  const before = (await deliveriesOf(standIn, of.wabaId)).length;
  await standIn.control("/settings", { metaDelivery: delivery });
  await standIn.control("/meta/events", { wabaId: of.wabaId, ...event });
  await until(async () => {
    const told = (await deliveriesOf(standIn, of.wabaId)).slice(before);
    return told.length > 0 && told.every(({ state }) => state !== "waiting");
  });
  await standIn.control("/settings", USUAL);
}

const REMOVED = { event: "PARTNER_REMOVED" };
const connects =
  (settings: Meta): Play =>
  async (standIn, customer) => {
    const { of, seen } = await connected(standIn, customer, settings);
    return ended(of, seen);
  };

/** What Bird and Meta tell twice, too late, in the wrong order, or not at all. */
export const NEWS: Record<string, Play> = {
  "Bird tells everything twice": connects({
    install: "pending-then-active",
    birdDelivery: "duplicate",
  }),
  "Bird tells of active before pending": connects({
    install: "pending-then-active",
    birdDelivery: "reorder",
  }),
  "Bird's news are forged": connects({
    install: "pending-then-active",
    birdDelivery: "wrong-signature",
  }),

  "Bird tells once more what is long known": async (standIn, customer) => {
    const settings = { install: "pending-then-active" };
    const { of, seen } = await connected(standIn, customer, settings);
    const told = (await deliveriesOf(standIn, customer.workspaceId)).toReversed();
    const events = told.map(({ event }) => event);
    if (!events.includes("channel.created") || !events.includes("channel.updated"))
      seen.push(`${customer.name}: Bird told ${events.join(", ") || "nothing"}`);
    const before = await versionOf(of);
    for (const { state } of await redeliver(standIn, told))
      if (state !== "succeeded") seen.push(`${customer.name}: a repeat was refused`);
    for (const { state } of await redeliver(standIn, told, "wrong"))
      if (state === "succeeded") seen.push(`${customer.name}: a forged repeat was taken`);
    seen.push(...(await shows(of, "connected")));
    if ((await versionOf(of)) !== before) seen.push(`${customer.name}: a repeat changed it`);
    return ended(of, seen);
  },

  "Meta's batch comes twice": async (standIn, customer) => {
    const { of, seen } = await connected(standIn, customer);
    await tell(standIn, of, { field: "account_review_update", decision: "APPROVED" }, "duplicate");
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },

  "a removal that is forged": async (standIn, customer) => {
    const { of, seen } = await connected(standIn, customer);
    await tell(standIn, of, { ...REMOVED, effects: false }, "wrong-signature");
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },

  "a removal of another partner": async (standIn, customer) => {
    const { of, seen } = await connected(standIn, customer);
    await tell(standIn, of, { ...REMOVED, effects: false });
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },

  "a removal that comes twice": async (standIn, customer) => {
    const { of, seen } = await connected(standIn, customer);
    await tell(standIn, of, REMOVED, "duplicate");
    return ended(of, [...seen, ...(await shows(of, "disconnected"))], "disconnected");
  },
};
