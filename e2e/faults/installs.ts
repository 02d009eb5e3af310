import type { StandIn } from "../support/stand-in";
import { connectWith, installElsewhere, shows, USUAL } from "./bird";
import { type Customer, checkAgain, launch, post } from "./customers";
import type { Case } from "./judge";

/** What a case came to, and what was seen to be wrong on its way. */
export type Ended = { case: Case; seen: string[] };
type Play = (standIn: StandIn, customer: Customer) => Promise<Ended>;

const ended = (of: Case["of"], seen: string[]): Ended => ({
  case: { name: of.customer.name, of, end: "connected" },
  seen,
});

const connectsWith =
  (settings: Record<string, unknown>): Play =>
  async (standIn, customer) => {
    const of = await connectWith(standIn, { customer, settings });
    return ended(of, await shows(of, "connected"));
  };

const SILENT = { birdDelivery: "wrong-signature" };

/** The ways in which Bird installs a number, each to be lived through. */
export const INSTALLS: Record<string, Play> = {
  "pending, then active": connectsWith({ install: "pending-then-active" }),
  "pending, then active, unannounced": connectsWith({ install: "pending-then-active", ...SILENT }),
  "the event before the 201": connectsWith({ install: "event-before-201" }),
  "the event twice": connectsWith({ install: "duplicate-events" }),
  "the channel named at once": connectsWith({ channelAtOnce: true }),
  "200 instead of 201": connectsWith({ connectorStatus: "200" }),
  "no event at all": connectsWith(SILENT),

  "no channel until much later": async (standIn, customer) => {
    const of = await connectWith(standIn, { customer, settings: { install: "never" } });
    const seen = await shows(of, "provisioning");
    await standIn.control(`/bird/connectors/${of.connector.id}`, { install: "active" });
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },

  "failed, mended and announced": async (standIn, customer) => {
    const of = await connectWith(standIn, { customer, settings: { install: "fails" } });
    const seen = await shows(of, "action_required channel_failed");
    await standIn.control(`/bird/connectors/${of.connector.id}`, { install: "active" });
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },

  "failed, mended and checked again": async (standIn, customer) => {
    const settings = { install: "fails", ...SILENT };
    const of = await connectWith(standIn, { customer, settings });
    const seen = await shows(of, "action_required channel_failed");
    // At once, for the page is asked before Bird would be ready otherwise.
    await standIn.control("/settings", { channelDelayMs: 0 });
    await standIn.control(`/bird/connectors/${of.connector.id}`, { install: "active" });
    await checkAgain(of.customer.member, of.connectionId);
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },

  "installed elsewhere, freed and checked again": async (standIn, customer) => {
    await standIn.control("/settings", USUAL);
    const launched = await launch(standIn, customer);
    const free = await installElsewhere(standIn, launched);
    const of = await post(launched);
    const seen = await shows(of, "action_required connector_elsewhere");
    await free();
    await checkAgain(of.customer.member, of.connectionId);
    return ended(of, [...seen, ...(await shows(of, "connected"))]);
  },
};
