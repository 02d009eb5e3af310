import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { dumpEmbedded } from "../support/dump";
import { newSignup } from "../support/people";
import { type RunningPortal, startPortal } from "../support/portal";
import { type StandIn, startStandIn } from "../support/stand-in";
import {
  arm,
  type Call,
  CONNECTING,
  DISCONNECTING,
  type Fault,
  unmet,
  WITH_REGISTRATION,
} from "./calls";
import { at, finishPopup, inTurns, launch, letBirdAnswer, newCustomers, post } from "./customers";
import { type Case, judge, untilEnded } from "./judge";

const HOLD: Fault[] = [
  { name: "before", fault: "hang", when: "before", times: 1_000 },
  { name: "after", fault: "hang", when: "after", times: 1_000 },
];
/** The first ones have run into their time limit by then, and wait for another try. */
const HELD_LIMIT_MS = 40_000;

type Plan = { call: Call; fault: Fault; name: string };
const plansOf = (calls: Call[]): Plan[] =>
  calls.flatMap((call) =>
    HOLD.map((fault) => ({ call, fault, name: `killed ${fault.name} ${call.name}` })),
  );

/** Holds a connection up at every call there is, kills the portal once, and sees whether all of them go on. */
export async function killEverywhere(): Promise<void> {
  const standIn = await startStandIn();
  let portal: RunningPortal | undefined;
  try {
    // Without news from Bird every channel is found by asking, so that every call is made.
    await standIn.control("/settings", { channelDelayMs: 300, birdDelivery: "wrong-signature" });
    portal = await start(standIn);
    const connecting = plansOf([...CONNECTING, ...WITH_REGISTRATION]);
    const leaving = plansOf(DISCONNECTING);
    const customers = await newCustomers(
      portal,
      standIn,
      [...leaving, ...connecting].map(({ name, call }) => ({ name, isBirdDown: call.isEarly })),
    );
    const live = await inTurns(customers.slice(0, leaving.length), async (customer) =>
      post(await launch(standIn, customer)),
    );
    const prepared = await inTurns(customers.slice(leaving.length), async (customer) => ({
      customer,
      signupId: await newSignup(customer.member),
    }));
    const held = leaving.map(({ name, ...plan }, index): Case & typeof plan => ({
      ...plan,
      name,
      of: live[index] as Case["of"],
      end: "disconnected",
    }));
    await untilEnded(held.map((one) => ({ ...one, end: "connected" })));
    await portal.stop();
    await askToDisconnect(
      portal.dataDir,
      live.map(({ connectionId }) => connectionId),
    );
    for (const one of held) await arm(standIn, one.call, one);

    // The codes must live until a portal is there again to take them.
    await standIn.control("/clock", { speed: 0 });
    const launched = await inTurns(prepared, (one) => finishPopup(standIn, one));
    for (const [index, { call, fault }] of connecting.entries())
      await arm(standIn, call, { of: launched[index] as Case["of"], fault });
    await letBirdAnswer(standIn, customers);
    portal = await start(standIn, portal.dataDir);
    for (const { customer } of prepared) customer.member = at(portal, customer.member);
    await standIn.control("/clock", { speed: 1 });
    const posted = await Promise.all(launched.map((one) => post(one)));
    for (const [index, plan] of connecting.entries())
      held.push({ ...plan, of: posted[index] as Case["of"], end: "connected" });
    const seen = await untilHeld(standIn, held);

    await portal.crash();
    await standIn.mend();
    portal = await start(standIn, portal.dataDir);
    for (const { of } of held) of.customer.member = at(portal, of.customer.member);
    await untilEnded(held);
    await portal.stop();
    const dump = await dumpEmbedded(portal.dataDir);
    await judge("killed at and inside each call", held, { standIn, dump, seen });
  } finally {
    await portal?.stop();
    await standIn.stop();
  }
}

function start(standIn: StandIn, dataDir?: string): Promise<RunningPortal> {
  return startPortal({
    SANDBOX: "true",
    SANDBOX_URL: standIn.url,
    REGISTER_PHONE: "isv",
    MESSAGE_WEBHOOK_URL: "http://localhost:9/messages",
    MESSAGE_WEBHOOK_KEY: "a-signing-key-of-messages",
    ...(dataDir && { DATA_DIR: dataDir }),
  });
}

/** As the verb writes it; the portal that starts next goes on with what was asked for. */
async function askToDisconnect(dataDir: string, connectionIds: string[]): Promise<void> {
  const client = await PGlite.create(path.join(dataDir, "pglite"));
  try {
    await client.query(
      `update connections set disconnect_requested_at = now(), disconnect_reason = 'operator',
       disconnect_proof = '{}', version = version + 1 where id = any($1::uuid[])`,
      [connectionIds],
    );
  } finally {
    await client.close();
  }
}

/** Waits until every call is held, or until the provider's time is up; the answer names those that were not. */
async function untilHeld(standIn: StandIn, held: (Case & Plan)[]): Promise<string[]> {
  const until = Date.now() + HELD_LIMIT_MS;
  for (;;) {
    const left = await unmet(standIn, held);
    if (left.length === 0 || Date.now() > until)
      return left.map(({ name }) => `${name}: never met`);
    await new Promise((wake) => setTimeout(wake, 200));
  }
}
