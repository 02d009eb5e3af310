import { expect, test } from "@playwright/test";
import { enterLink, makeLink, newSignup, postHalves, signInOperator } from "./support/people";
import { OPERATOR, type RunningPortal, startPortal } from "./support/portal";
import { type Halves, type StandIn, startStandIn } from "./support/stand-in";
import type { Visitor } from "./support/visitor";

/** Meta's word is given some seconds, in which a signup mostly ends by itself. */
const SOON = { timeout: 45_000, intervals: [500] };

let standIn: StandIn;
let portal: RunningPortal;
let operator: Visitor;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(60_000);
  standIn = await startStandIn();
  portal = await startPortal({
    SANDBOX: "true",
    SANDBOX_URL: standIn.url,
    OPERATOR_EMAIL: OPERATOR.email,
    OPERATOR_PASSWORD: OPERATOR.password,
  });
  operator = await signInOperator(portal.url);
  await expect
    .poll(async () => JSON.stringify(await standIn.control("/meta/webhook")), SOON)
    .toContain("/api/webhooks/meta");
});

test.afterAll(async () => {
  await portal.stop();
  await standIn.stop();
});

/** A customer whose browser opened Meta's window, and what that window had to say. */
async function launched(name: string) {
  const member = await enterLink(portal.url, await makeLink(operator, { name }));
  const signupId = await newSignup(member);
  await member.post(`/api/signups/${signupId}/launch`, { outcome: "opened" });
  return { member, signupId, halves: await standIn.signUp() };
}

const idsOf = ({ events }: Halves) =>
  (events[0] as { data: { waba_id: string; phone_number_id: string } }).data;
const wabaOf = (halves: Halves) => idsOf(halves).waba_id;
const tell = (event: string, wabaId: string, more: object = {}) =>
  standIn.control("/meta/events", { event, wabaId, ...more });
const connectionOf = async (member: Visitor, signupId: string) =>
  JSON.parse((await member.get(`/api/signups/${signupId}`)).body).connectionId ?? "";
const stateOf = async (member: Visitor, connectionId: string) =>
  JSON.parse((await member.get(`/api/connections/${connectionId}`)).body);

test("a code that never came: found by Meta's word, tied by the event, connected by itself", async () => {
  const { member, signupId, halves } = await launched("Lost Code Ltd");
  await member.post(`/api/signups/${signupId}/session`, halves.events[0]);
  await tell("PARTNER_ADDED", wabaOf(halves));
  await expect.poll(() => connectionOf(member, signupId), SOON).toMatch(/^[0-9a-f-]{36}$/);
  const connectionId = await connectionOf(member, signupId);
  await expect
    .poll(async () => (await stateOf(member, connectionId)).heading, SOON)
    .toBe("WhatsApp connected");
});

test("nothing came at all: the operator is asked, says whose it is, and it connects", async () => {
  const { member, halves } = await launched("Closed Tab Ltd");
  await tell("PARTNER_ADDED", wabaOf(halves));
  await expect
    .poll(async () => (await operator.get("/admin")).body, SOON)
    .toContain(wabaOf(halves));
  const page = await operator.get("/admin");
  const tenantId = /<option value="([0-9a-f-]{36})">Closed Tab Ltd</.exec(page.body)?.[1] ?? "";
  const answer = await operator.submit(page, "shareId", { tenantId });
  expect(answer.body).not.toContain("Found at Meta");
  const connectionIn = async () =>
    /href="\/connect\/([0-9a-f-]{36})"/.exec((await member.get("/connect")).body)?.[1] ?? "";
  await expect.poll(connectionIn, SOON).not.toBe("");
  const connectionId = await connectionIn();
  await expect
    .poll(async () => (await stateOf(member, connectionId)).state, SOON)
    .toBe("connected");
  expect((await operator.get("/admin")).body).not.toContain("Found at Meta");
});

test("a customer who takes the permission back at Meta is disconnected, with the date", async () => {
  const { member, signupId, halves } = await launched("Second Thoughts Ltd");
  await postHalves(member, signupId, halves);
  const connectionId = await connectionOf(member, signupId);
  await expect
    .poll(async () => (await stateOf(member, connectionId)).state, SOON)
    .toBe("connected");
  await tell("PARTNER_REMOVED", wabaOf(halves));
  await expect
    .poll(async () => (await stateOf(member, connectionId)).state, SOON)
    .toBe("disconnected");
  const page = (await member.get(`/connect/${connectionId}`)).body;
  expect(page).toContain("Disconnected");
  expect(page).toContain("Connect again");
});

test("a number whose review goes badly stays connected and says so", async () => {
  const { member, signupId, halves } = await launched("Odd Name Ltd");
  await postHalves(member, signupId, halves);
  const connectionId = await connectionOf(member, signupId);
  await expect
    .poll(async () => (await stateOf(member, connectionId)).state, SOON)
    .toBe("connected");
  const { phone_number_id: phoneId } = idsOf(halves);
  await standIn.control("/meta/events", {
    field: "phone_number_name_update",
    phoneId,
    decision: "REJECTED",
    rejectionReason: "NAME_FORMAT_UNACCEPTABLE",
  });
  await expect
    .poll(async () => JSON.stringify((await stateOf(member, connectionId)).notices), SOON)
    .toContain("name");
  expect((await stateOf(member, connectionId)).state).toBe("connected");
});

test("Meta's callbacks about a person are answered, and the answer's address can be read", async () => {
  const ask = (kind: string, path: string, more: object = {}) =>
    standIn.control("/meta/callbacks", { kind, url: `${portal.url}${path}`, ...more });
  const asked = JSON.stringify(await ask("data-deletion", "/api/meta/data-deletion"));
  const code = /confirmation_code[\\": ]+([A-Za-z0-9]+)/.exec(asked)?.[1] ?? "";
  expect(code.length, asked).toBeGreaterThan(20);
  const page = await operator.get(`/deletion/${code}`);
  expect(page.status).toBe(200);
  expect(page.body).toContain("noindex");
  const forged = await ask("data-deletion", "/api/meta/data-deletion", { valid: false });
  expect(JSON.stringify(forged)).toContain("400");
  expect(JSON.stringify(await ask("deauthorize", "/api/meta/deauthorize"))).toContain("200");
});
