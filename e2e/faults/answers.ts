import { dumpEmbedded } from "../support/dump";
import { newSignup } from "../support/people";
import { startPortal } from "../support/portal";
import { startStandIn } from "../support/stand-in";
import { arm, type Call, CONNECTING, type Fault, unmet } from "./calls";
import { finishPopup, inTurns, letBirdAnswer, newCustomers, post } from "./customers";
import { type Case, judge, untilEnded } from "./judge";

type Kind = { name: string } & Record<string, unknown>;

const EVERYWHERE: Kind[] = [
  { name: "dropped before", fault: "drop", when: "before" },
  { name: "dropped after", fault: "drop", when: "after" },
  { name: "429 at", fault: "status", status: 429, retryAfterSeconds: 2 },
  { name: "500 at", fault: "status", status: 500 },
  { name: "HTML at", fault: "html500" },
  { name: "slow at", fault: "latency", latencyMs: 3_000 },
];
const AT_GRAPH: Kind[] = [
  { name: "transient error at", fault: "graph-error", status: 400, code: 100, transient: true },
  { name: "80007 at", fault: "graph-error", status: 400, code: 80_007 },
];
/** Each costs its time limit of ten seconds. */
const HANGS: [call: string, kind: Kind][] = [
  ["POST subscribed_apps", { name: "no answer before", fault: "hang", when: "before" }],
  ["POST connector", { name: "no answer after", fault: "hang", when: "after" }],
  ["GET channel", { name: "no answer before", fault: "hang", when: "before" }],
];

type Plan = { call: Call; fault: Fault; name: string };

/** More often than the client repeats a read by itself. */
function planOf(call: Call, kind: Kind): Plan {
  const isOnce = kind.fault === "hang" || kind.fault === "latency";
  const times = isOnce ? 1 : call.method === "GET" ? 4 : 2;
  return { call, fault: { ...kind, times }, name: `${kind.name} ${call.name}` };
}

/** A third of all pairs, so that every call has two kinds or more and every kind three calls; a lost answer to a write is dear. */
function isChosen(call: Call, callIndex: number, kind: Kind, kindIndex: number): boolean {
  const isLostWrite = call.method === "POST" && kind.name === "dropped after";
  return isLostWrite || (callIndex + kindIndex) % 3 === 0;
}

const PLANS = CONNECTING.flatMap((call, callIndex) =>
  [
    ...EVERYWHERE.filter((kind, index) => isChosen(call, callIndex, kind, index)),
    ...(call.target === "graph" ? AT_GRAPH : []),
    ...HANGS.filter(([name]) => name === call.name).map(([, kind]) => kind),
  ].map((kind) => planOf(call, kind)),
);

/** Has every call there is answered badly, in every way there is, and sees whether all connections come through. */
export async function answerBadly(): Promise<void> {
  const standIn = await startStandIn();
  const portal = await startPortal({ SANDBOX: "true", SANDBOX_URL: standIn.url });
  try {
    // Without news from Bird every channel is found by asking, so that every call is made.
    await standIn.control("/settings", { channelDelayMs: 300, birdDelivery: "wrong-signature" });
    const customers = await newCustomers(
      portal,
      standIn,
      PLANS.map(({ name, call }) => ({ name, isBirdDown: call.isEarly })),
    );
    const todo = PLANS.map((plan, index) => ({ plan, customer: customers[index] }));
    const cases = await inTurns(
      todo,
      async ({ plan, customer }): Promise<Case & Plan> => {
        if (!customer) throw new Error("no customer");
        const signupId = await newSignup(customer.member);
        const launched = await finishPopup(standIn, { customer, signupId });
        await arm(standIn, plan.call, { of: launched, fault: plan.fault });
        await letBirdAnswer(standIn, [customer]);
        return { ...plan, of: await post(launched), end: "connected" };
      },
      12,
    );
    await untilEnded(cases, 90_000);
    const left = await unmet(standIn, cases);
    await portal.stop();
    await judge("bad answers to each call", cases, {
      standIn,
      dump: await dumpEmbedded(portal.dataDir),
      seen: left.map(({ name }) => `${name}: never met`),
    });
  } finally {
    await portal.stop();
    await standIn.stop();
  }
}
