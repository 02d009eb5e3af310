import { setTimeout as delay } from "node:timers/promises";
import { makeLink, newSignup, signInOperator } from "../support/people";
import type { RunningPortal } from "../support/portal";
import type { Halves, StandIn } from "../support/stand-in";
import { type Answer, Visitor } from "../support/visitor";

/** A tenant with a Bird workspace of its own, and somebody of it who is signed in. */
export type Customer = {
  name: string;
  workspaceId: string;
  member: Visitor;
  /** The fault that keeps Bird from answering for the workspace. */
  rule?: unknown;
};
type BirdState = { subscriptions: { workspaceId: string }[] };

/** The organization of the stand-in, and how many events Perch subscribes to in each workspace. */
const ORGANIZATION = "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";
const HOOKS = 2;

/** One launch of the popup that has come back; faults can be aimed at its ids before it is posted. */
export type Launch = {
  customer: Customer;
  signupId: string;
  halves: Halves;
  wabaId: string;
  phoneId: string;
};

/** A launch whose connection exists. */
export type Connecting = Launch & { connectionId: string };

export type NewCustomer = {
  name: string;
  /** Bird refuses to ready the workspace until `letBirdAnswer`. */
  isBirdDown?: boolean | undefined;
};

/** Makes customers by the console's form, a few at a time, and waits until Bird has readied their workspaces. */
export async function newCustomers(
  portal: RunningPortal,
  standIn: StandIn,
  wanted: NewCustomer[],
): Promise<Customer[]> {
  const operator = await signInOperator(portal.url);
  const page = await operator.get("/admin");
  const customers = await inTurns(wanted, async ({ name, isBirdDown }) => {
    const { id } = await standIn.control("/bird/workspaces", { name });
    const workspaceId = String(id);
    const path = `/organizations/${ORGANIZATION}/workspaces/${workspaceId}`;
    const down = { target: "bird", path, fault: "status", status: 503, times: 1_000 };
    const rule = isBirdDown ? (await standIn.control("/faults", down)).id : undefined;
    const link = await makeLink(operator, { name, workspaceId }, page);
    return { name, workspaceId, member: await open(portal, link), rule };
  });
  const ready = customers.filter(({ rule }) => rule === undefined);
  await until(async () => {
    const { subscriptions } = (await standIn.control("/state")).bird as BirdState;
    const count = (id: string) => subscriptions.filter((one) => one.workspaceId === id).length;
    return ready.every(({ workspaceId }) => count(workspaceId) >= HOOKS);
  });
  return customers;
}

let addresses = 0;

/** Opens a link, each time from an address of its own: one may try only so many. */
async function open(portal: RunningPortal, link: string): Promise<Visitor> {
  const member = new Visitor(portal.url);
  addresses += 1;
  const headers = { "x-forwarded-for": `10.9.${addresses >> 8}.${addresses & 255}` };
  const form = { action: `${link}/open`, fields: {}, names: new Set<string>() };
  const answer = await member.submitForm(link, form, {}, headers);
  if (answer.status !== 303) throw new Error(`the link answered ${answer.status}`);
  return member;
}

/** Ends what `isBirdDown` began. */
export async function letBirdAnswer(standIn: StandIn, customers: Customer[]): Promise<void> {
  for (const { rule } of customers)
    if (rule !== undefined)
      await fetch(`${standIn.url}/control/faults/${rule}`, { method: "DELETE" });
}

/** Waits until something is so, and no longer than a busy machine needs. */
export async function until(
  isSo: () => Promise<boolean>,
  limitMs = 60_000,
  pauseMs = 250,
): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > end) return false;
    await new Promise((wake) => setTimeout(wake, pauseMs));
  }
  return true;
}

/** Prepares a signup and goes through its popup. The code that comes of it lives for thirty seconds. */
export async function launch(standIn: StandIn, customer: Customer): Promise<Launch> {
  const signupId = await newSignup(customer.member);
  return finishPopup(standIn, { customer, signupId });
}

// Two popups that are open at once propose the same number.
let popups: Promise<unknown> = Promise.resolve();

/** The popup of a signup that was prepared before. */
export async function finishPopup(
  standIn: StandIn,
  prepared: Pick<Launch, "customer" | "signupId">,
): Promise<Launch> {
  const popup = popups.then(() => standIn.signUp());
  popups = popup.catch(() => {});
  const halves = await popup;
  const data = halves.events.map((event) => event.data as Record<string, string> | undefined);
  const named = data.find((one) => one?.phone_number_id);
  if (!named?.waba_id || !named.phone_number_id) throw new Error("the popup named no number");
  return { ...prepared, halves, wabaId: named.waba_id, phoneId: named.phone_number_id };
}

/** A proof that Meta answered too slowly goes on by itself. */
const PROOF_LIMIT_MS = 60_000;

/** Posts both halves; throws when no connection comes of it. */
export async function post(launched: Launch, visitor?: Visitor): Promise<Connecting> {
  const { signupId, halves, customer } = launched;
  const member = visitor ?? customer.member;
  for (const event of halves.events) await member.post(`/api/signups/${signupId}/session`, event);
  const until = Date.now() + PROOF_LIMIT_MS;
  const send = () => member.post(`/api/signups/${signupId}/code`, { code: halves.code });
  let answer = await send();
  // Meta was too slow for one try: the page sends the same code again, too.
  while (answer.status === 503 && Date.now() < until) {
    await delay(500);
    answer = await send();
  }
  let connectionId: unknown = JSON.parse(answer.body || "{}").connectionId;
  while (answer.status === 202 && typeof connectionId !== "string" && Date.now() < until) {
    await delay(1_000);
    connectionId = JSON.parse((await member.get(`/api/signups/${signupId}`)).body).connectionId;
  }
  if (typeof connectionId !== "string")
    throw new Error(`${customer.name}: the code was answered ${answer.status} ${answer.body}`);
  return { ...launched, connectionId };
}

/** The same person at a portal that was started again, or at another process of it. */
export function at(portal: RunningPortal, { cookies }: Visitor): Visitor {
  const again = new Visitor(portal.url);
  for (const [name, value] of cookies) again.cookies.set(name, value);
  return again;
}

/** What the customer's page knows of a connection. */
export type Seen = { state: string; failure?: { code: string }; answer: Answer };

export async function look(member: Visitor, connectionId: string): Promise<Seen> {
  const answer = await member.get(`/api/connections/${connectionId}`);
  if (answer.status !== 200) return { state: `answered ${answer.status}`, answer };
  return { ...JSON.parse(answer.body), answer };
}

/** "Check again", as the page's form does without a script. */
export async function checkAgain(member: Visitor, connectionId: string): Promise<void> {
  const page = await member.get(`/connect/${connectionId}`);
  await member.submit(page, "connectionId");
}

/** Does work on many things, some at a time, and keeps the order of the answers. */
export async function inTurns<T, R>(
  things: readonly T[],
  work: (thing: T) => Promise<R>,
  atOnce = 6,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const turn = async () => {
    while (next < things.length) {
      const index = next++;
      results[index] = await work(things[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
  return results;
}
