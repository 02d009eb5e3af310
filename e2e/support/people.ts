import { OPERATOR } from "./portal";
import type { Halves } from "./stand-in";
import { type Answer, Visitor } from "./visitor";

type NewCustomer = { name: string; email?: string; workspaceId?: string };

/** Signs an operator in by the form. */
export async function signInOperator(
  origin: string,
  { transcript, password = OPERATOR.password }: { transcript?: Answer[]; password?: string } = {},
): Promise<Visitor> {
  const visitor = new Visitor(origin, transcript);
  const page = await visitor.get("/sign-in");
  const fields = { email: OPERATOR.email, password, intent: "password" };
  const answer = await visitor.submit(page, "password", fields);
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
  return visitor;
}

/** Makes a customer by the console's form, on a page seen before if given; the answer is the path of its link. */
export async function makeLink(
  operator: Visitor,
  { name, email = "", workspaceId = "" }: NewCustomer,
  seen?: Answer,
): Promise<string> {
  const page = seen ?? (await operator.get("/admin"));
  const fields = { tenantName: name, email, workspaceId, tenantId: "" };
  const answer = await operator.submit(page, "tenantName", fields);
  const found = /http:\/\/localhost:\d+(\/c\/[\w-]+)/.exec(answer.body)?.[1];
  if (!found) throw new Error(`no link in the answer (${answer.status})`);
  return found;
}

/** Opens a link as its landing page's button does. */
export async function enterLink(
  origin: string,
  link: string,
  transcript?: Answer[],
): Promise<Visitor> {
  const visitor = new Visitor(origin, transcript);
  const landing = await visitor.get(link);
  const answer = await visitor.submitForm(link, {
    action: `${landing.path}/open`,
    fields: {},
    names: new Set(),
  });
  if (answer.headers.get("location") !== "/connect") {
    throw new Error(`the link led to ${answer.status} ${answer.headers.get("location")}`);
  }
  return visitor;
}

/** A new launch of the signed-in customer. */
export async function newSignup(member: Visitor): Promise<string> {
  const answer = await member.post("/api/signups", {});
  if (answer.status !== 201) throw new Error(`no signup: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body).id;
}

/** Posts both halves of a launch, the event first; the answer is the code's. */
export async function postHalves(
  member: Visitor,
  signupId: string,
  { code, events }: Halves,
): Promise<Answer> {
  for (const event of events) await member.post(`/api/signups/${signupId}/session`, event);
  return member.post(`/api/signups/${signupId}/code`, { code });
}
