import { expect, test } from "@playwright/test";
import { dumpEmbedded, type Row, rowsOf } from "./support/dump";
import { enterLink, newSignup, postHalves } from "./support/people";
import { type RunningPortal, startPortal } from "./support/portal";
import { type Halves, type StandIn, startStandIn } from "./support/stand-in";
import { type Answer, Visitor } from "./support/visitor";

const EXCHANGE = "POST oauth/access_token";
const VERIFY = "GET debug_token";

let standIn: StandIn;
let portal: RunningPortal;
let member: Visitor;

const exchanges = async () => (await standIn.counts())[EXCHANGE] ?? 0;
const start = (dataDir?: string) =>
  startPortal({
    SANDBOX: "true",
    SANDBOX_URL: standIn.url,
    ...(dataDir && { DATA_DIR: dataDir }),
  });

/** A launch whose code is on its way when the portal dies; the fault holds it up at this endpoint. */
type Caught = { signupId: string; halves: Halves };
async function holdUp(endpoint: string, fault: Record<string, unknown>): Promise<Caught> {
  const before = (await standIn.counts())[endpoint] ?? 0;
  await standIn.fault({ target: "graph", path: endpoint.split(" ")[1], times: 1, ...fault });
  const [signupId, halves] = await Promise.all([newSignup(member), standIn.signUp()]);
  void postHalves(member, signupId, halves).catch(() => {});
  await expect.poll(async () => (await standIn.counts())[endpoint] ?? 0).toBeGreaterThan(before);
  return { signupId, halves };
}

/** The customer's page sends the same code again, by the cookie that it has. */
async function retry({ signupId, halves }: Caught) {
  const startedAt = Date.now();
  const before = await exchanges();
  const answer = await member.post(`/api/signups/${signupId}/code`, { code: halves.code });
  return { answer, tookMs: Date.now() - startedAt, exchanged: (await exchanges()) - before };
}

const statusOf = async ({ signupId }: Caught) =>
  JSON.parse((await member.get(`/api/signups/${signupId}`)).body);

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(60_000);
  standIn = await startStandIn();
  portal = await start();
  member = await enterLink(portal.url, new URL(portal.customerLink ?? "").pathname);
});

test.afterAll(async () => {
  await portal.stop();
  await standIn.stop();
});

test("thirty posts of one code at once are one exchange and thirty equal answers", async () => {
  const [signupId, halves] = await Promise.all([newSignup(member), standIn.signUp()]);
  await member.post(`/api/signups/${signupId}/session`, halves.events[0]);
  const before = await exchanges();
  const posts = Array.from({ length: 30 }, () =>
    member.post(`/api/signups/${signupId}/code`, { code: halves.code }),
  );
  const answers = await Promise.all(posts);
  expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(202);
  expect(connectionIn(answers[0])).toMatch(/^[0-9a-f-]{36}$/);
  expect((await exchanges()) - before).toBe(1);
});

test.describe("a portal that is killed in the middle of signups", () => {
  let sealed: Caught;
  let unattended: Caught;
  let spent: Caught;
  let unsent: Caught;
  let exchangedBefore: number;

  test.beforeAll(async () => {
    test.setTimeout(60_000);
    sealed = await holdUp(VERIFY, { fault: "hang" });
    unattended = await holdUp(VERIFY, { fault: "hang" });
    spent = await holdUp(EXCHANGE, { fault: "hang", when: "after" });
    unsent = await holdUp(EXCHANGE, { fault: "hang", when: "before" });
    exchangedBefore = await exchanges();
    await portal.crash();
    portal = await start(portal.dataDir);
    const { cookies } = member;
    member = new Visitor(portal.url);
    for (const [name, value] of cookies) member.cookies.set(name, value);
  });

  test("keeps the sealed token: the same code again connects without a second exchange", async () => {
    const { answer, tookMs, exchanged } = await retry(sealed);
    expect(answer.status, answer.body).toBe(202);
    expect(connectionIn(answer)).toMatch(/^[0-9a-f-]{36}$/);
    expect(exchanged).toBe(0);
    expect(tookMs).toBeLessThan(5_000);
    const view = await member.get(`/api/connections/${connectionIn(answer)}`);
    expect(view.status).toBe(200);
  });

  test("says so when Meta spent the code and the answer was lost", async () => {
    const { answer, tookMs } = await retry(spent);
    expect(answer.status, answer.body).toBe(422);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "code_used" });
    expect(tookMs).toBeLessThan(5_000);
    expect((await retry(spent)).answer.status).toBe(422);
  });

  test("exchanges a code that never reached Meta", async () => {
    const { answer, tookMs, exchanged } = await retry(unsent);
    expect(answer.status, answer.body).toBe(202);
    expect(connectionIn(answer)).toMatch(/^[0-9a-f-]{36}$/);
    expect(exchanged).toBe(1);
    expect(tookMs).toBeLessThan(5_000);
  });

  test("finishes by itself the signup that nobody comes back to", async () => {
    await expect
      .poll(async () => (await statusOf(unattended)).connectionId, { timeout: 25_000 })
      .toMatch(/^[0-9a-f-]{36}$/);
    // One each for the two that were retried after their exchange had been cut off.
    expect((await exchanges()) - exchangedBefore).toBe(2);
  });

  test("leaves no token behind in its signups", async () => {
    await portal.stop();
    const signups = rowsOf(await dumpEmbedded(portal.dataDir), "signups");
    const rows = [sealed, unattended, spent, unsent].map(({ signupId }) =>
      signups.find(({ id }) => id === signupId),
    );
    expect(rows.map(brief)).toEqual([
      { state: "joined", isBound: true, sealed_token: null },
      { state: "joined", isBound: true, sealed_token: null },
      { state: "failed", isBound: false, sealed_token: null },
      { state: "joined", isBound: true, sealed_token: null },
    ]);
  });
});

function connectionIn(answer: Answer | undefined): string {
  return JSON.parse(answer?.body ?? "{}").connectionId ?? "";
}

function brief(row: Row | undefined) {
  return {
    state: row?.state,
    isBound: row?.connection_id !== null,
    sealed_token: row?.sealed_token,
  };
}
