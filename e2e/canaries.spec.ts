import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type Canaries, type Find, findIn, findInFolder } from "./support/canary";
import { dumpEmbedded, rowsOf } from "./support/dump";
import { knockWrongly, lookAround } from "./support/look-around";
import { enterLink, makeLink, newSignup, postHalves, signInOperator } from "./support/people";
import { type RunningPortal, startPortal } from "./support/portal";
import { type Halves, type StandIn, startStandIn } from "./support/stand-in";
import { type Answer, headerText, Visitor } from "./support/visitor";
import { startWiretap, type Wiretap } from "./support/wiretap";

const MEMBER_EMAIL = "ada@canary.example";
const random = () => randomBytes(24).toString("hex");

/** What the portal is configured with and must tell nobody but whom it is for. */
const CONFIGURED = {
  META_APP_SECRET: `appsecret${random()}`,
  META_SYSTEM_TOKEN: `EAAGsystem${random()}`,
  BIRD_ACCESS_KEY: `birdkey${random()}`,
  AUTH_SECRET: `authsecret${random()}`,
  OPERATOR_PASSWORD: `operatorpassword${random()}`,
  CRON_SECRET: `cronsecret${random()}`,
  META_WEBHOOK_VERIFY_TOKEN: `verifytoken${random()}`,
  MESSAGE_WEBHOOK_KEY: `messagekey${random()}`,
};
const ENCRYPTION_KEY = randomBytes(32).toString("base64");

let standIn: StandIn;
let wire: Wiretap;
let portal: RunningPortal;
const transcript: Answer[] = [];
const codes: string[] = [];

test.afterAll(async () => {
  await portal?.stop();
  await standIn?.stop();
  wire?.close();
});

test("no secret is told to anybody whom it is not for", async () => {
  test.setTimeout(180_000);
  await startAll();
  const operator = await signInOperator(portal.url, {
    transcript,
    password: CONFIGURED.OPERATOR_PASSWORD,
  });
  const workspaceId = await standIn.workspace("verified");
  const customer = { name: "Canary Coffee Roasters", email: MEMBER_EMAIL, workspaceId };
  const link = await makeLink(operator, customer);
  const member = await enterLink(portal.url, link, transcript);
  await expect(signUps(member)).resolves.toBeUndefined();
  await badInputs(member);
  const mail = await magicMail();
  const stranger = new Visitor(portal.url, transcript);
  await lookAround({ visitors: [operator, member, stranger], link });
  await knockWrongly(stranger, { ...CONFIGURED, memberEmail: MEMBER_EMAIL });
  const mailed = mail.visitor;
  await portal.stop();

  const secrets: Canaries = {
    ...CONFIGURED,
    encryptionKey: ENCRYPTION_KEY,
    linkSecret: link.replace("/c/", ""),
    greetingSecret: new URL(portal.customerLink ?? "").pathname.replace("/c/", ""),
    mailToken: mail.token,
    openMailToken: mail.openToken,
    ...named("code", codes),
    ...named("token", businessTokens()),
    ...named("signing key", signingKeys()),
    ...named(
      "pin",
      pins().map((pin) => new RegExp(`(?<![\\w.-])${pin}(?![\\w-])`)),
    ),
    ...named("session", [operator, member, mailed].map(sessionOf)),
  };
  const dump = await dumpEmbedded(portal.dataDir);
  const database = JSON.stringify(dump);
  const everything = [...transcript.map((answer) => `${headerText(answer)}\n${answer.body}`)];

  await test.step("the canaries were alive", async () => {
    const heard = wire.heard();
    const {
      AUTH_SECRET: _auth,
      OPERATOR_PASSWORD: _word,
      CRON_SECRET: _cron,
      ...travelled
    } = CONFIGURED;
    const onTheWire = {
      ...travelled,
      ...named("code", codes),
      ...named("token", businessTokens()),
      ...named("signing key", signingKeys()),
    };
    expect(findIn(heard, onTheWire).toSorted()).toEqual(Object.keys(onTheWire).toSorted());
    expect(codes.length).toBe(6);
    // Four come of codes; Meta gives another for each account that is recovered without one.
    expect(businessTokens().length).toBeGreaterThanOrEqual(4);
    // One of each workspace: the customer's and that of the sandbox's own.
    expect(signingKeys().length).toBe(2);
    expect(pins().length).toBeGreaterThan(0);
    for (const table of ["audit_log", "webhook_events", "connection_steps", "pgboss.job"])
      expect(rowsOf(dump, table).length, table).toBeGreaterThan(0);
    // What never travels is proven by what it made.
    expect(
      Buffer.from(database.match(/eyJhbGciOiJkaXIi[\w-]+/)?.[0] ?? "", "base64url").toString(),
    ).toContain("canarykid");
    expect(database).toContain(sha256(mail.openToken + CONFIGURED.AUTH_SECRET));
    for (const secret of [secrets.linkSecret, secrets.greetingSecret, sessionOf(member)])
      expect(database).toContain(sha256(String(secret)));
    // And the places that are searched hold what was done.
    expect(everything.join("\n")).toContain("Canary Coffee Roasters");
    expect(database).toContain("Canary Coffee Roasters");
    expect(await findInFolder(portal.dataDir, { tenant: "Canary Coffee Roasters" })).not.toEqual(
      [],
    );
    expect(portal.logs()).toContain("numbers unavailable");
  });

  await test.step("no answer holds one", () => {
    const leaks = transcript.flatMap((answer) =>
      findIn(`${headerText(answer)}\n${answer.body}`, secrets)
        .filter((name) => !isMeant(answer, name, secrets))
        .map(
          (name) => `${name} in ${answer.method} ${answer.path.slice(0, 60)} (${answer.status})`,
        ),
    );
    expect(leaks).toEqual([]);
  });

  await test.step("no line of the log holds one", () => {
    const greeting = `Customer link  ${portal.customerLink}`;
    expect(portal.logs()).toContain(greeting);
    expect(findIn(portal.logs().replace(greeting, ""), secrets)).toEqual([]);
  });

  await test.step("neither the database nor its files hold one", async () => {
    const leaks = Object.entries(dump).flatMap(([table, rows]) =>
      findIn(JSON.stringify(rows), secrets).map((name) => `${name} in ${table}`),
    );
    expect(leaks).toEqual([]);
    expect(await findInFolder(portal.dataDir, secrets)).toEqual([]);
  });
});

async function startAll(): Promise<void> {
  standIn = await startStandIn(CONFIGURED);
  wire = await startWiretap(standIn.url);
  portal = await startPortal({
    ...CONFIGURED,
    ENCRYPTION_KEYS: `canarykid:${ENCRYPTION_KEY}`,
    LOG_LEVEL: "debug",
    SANDBOX: "true",
    SANDBOX_URL: standIn.url,
    REGISTER_PHONE: "isv",
    MESSAGE_WEBHOOK_URL: "http://localhost:9/messages",
    META_GRAPH_URL: `${wire.url}/graph`,
    BIRD_API_URL: `${wire.url}/bird`,
  });
}

/** Good and bad launches: Graph down, every refusal of a code, a repeat, an event without its code and the reverse. */
async function signUps(member: Visitor): Promise<void> {
  const happy = await launch(member);
  const graphDown = { target: "graph", path: "oauth/access_token", fault: "html500", times: 1 };
  await standIn.fault(graphDown);
  const refused = await postHalves(member, happy.signupId, happy.halves);
  expect(refused.status).toBe(503);
  const posted = await postHalves(member, happy.signupId, happy.halves);
  expect(posted.status, posted.body).toBe(202);
  const { connectionId } = JSON.parse(posted.body);
  expect(connectionId).toBeTruthy();
  await member.get(`/api/connections/${connectionId}`);
  await member.get(`/connect/${connectionId}`);
  await member.stream(`/api/connections/${connectionId}/stream`, "event: view");
  const mismatch = await launch(member, { code: "mismatch-empty" });
  expect((await postHalves(member, mismatch.signupId, mismatch.halves)).status).toBe(202);
  const expired = await launch(member, { code: "expired" });
  expect((await postHalves(member, expired.signupId, expired.halves)).status).toBe(422);
  const reused = await newSignup(member);
  expect((await postHalves(member, reused, happy.halves)).status).toBe(409);
  // Only Meta's list of shared accounts can tell whose code this is: it takes the system token.
  const silent = await launch(member, { order: "code-only" });
  await postHalves(member, silent.signupId, silent.halves);
  const resumed = await member.post(`/api/signups/${silent.signupId}/resume`, {});
  expect(resumed.status, resumed.body).toBe(202);
  for (const one of [connectionId, JSON.parse(resumed.body).connectionId])
    await expect
      .poll(async () => (await member.get(`/api/connections/${one}`)).body, { timeout: 30_000 })
      .toContain('"state":"connected"');
  await member.get(`/connect/${connectionId}`);
  await member.get(`/connect/${connectionId}/disconnect`);
  const lied = await launch(member, { result: "waba-not-granted" });
  expect((await postHalves(member, lied.signupId, lied.halves)).status).toBe(422);
  await standIn.fault({ target: "bird", path: "", fault: "status", status: 401 });
  await member.get("/api/numbers");
  await member.get("/connect");
  await member.post("/api/signups", { numberId: "unknown" });
  await standIn.mend();
}

type Launch = { signupId: string; halves: Halves };

async function launch(member: Visitor, change?: Record<string, string>): Promise<Launch> {
  const halves = await standIn.signUp(change);
  codes.push(halves.code);
  return { signupId: await newSignup(member), halves };
}

/** Requests of a page that is broken in every way in which a code could slip into an answer or a log. */
async function badInputs(member: Visitor): Promise<void> {
  const { signupId, halves } = await launch(member, { code: "used" });
  const { code } = halves;
  const url = `/api/signups/${signupId}`;
  const text = { method: "POST", headers: { "content-type": "application/json" } };
  const answers = [
    await member.post(`${url}/code`, { code, extra: code }),
    await member.post(`${url}/code`, { [code]: code }),
    await member.post(`${url}/code`, { code: { value: code } }),
    await member.post(`${url}/code`, [code]),
    await member.post(`${url}/code`, { code: `${code}\u0000` }),
    await member.send(`${url}/code`, { ...text, body: `{"code":"${code}"` }),
    await member.send(`${url}/code`, { ...text, body: `code=${code}` }),
    await member.post(`${url}/session`, { type: "WA_EMBEDDED_SIGNUP", event: code }),
    await member.post(`${url}/session`, { type: code, event: "FINISH" }),
    await member.post(`${url}/launch`, { outcome: code }),
    await member.post("/api/signups", { linkId: code }),
    await member.post("/api/signups", { numberId: code }),
    await member.post(`/api/signups/${code}/code`, { code }),
    await member.get(`/api/signups/${code}`),
    await member.get(`/api/connections/${code}`),
  ];
  for (const answer of answers) {
    expect(answer.status, `${answer.method} ${answer.path}: ${answer.body}`).toBeGreaterThan(399);
    expect(answer.status, `${answer.method} ${answer.path}: ${answer.body}`).toBeLessThan(500);
  }
  // The last word on a code that was used is Meta's.
  expect((await postHalves(member, signupId, halves)).status).toBe(422);
}

/** Two mails: one is redeemed, wrongly first; the other stays open. */
async function magicMail() {
  const visitor = new Visitor(portal.url, transcript);
  const [token, openToken] = [await askForMail(visitor), await askForMail(visitor)];
  const confirm = `/sign-in/confirm?${new URLSearchParams({ email: MEMBER_EMAIL, token })}`;
  const page = await visitor.get(confirm);
  await visitor.submit(page, "token", { email: "nobody@canary.example" });
  const redeemed = await visitor.submit(page, "token");
  expect(redeemed.headers.get("location")).toBe("/connect");
  return { visitor, token, openToken };
}

async function askForMail(visitor: Visitor): Promise<string> {
  const before = (await inbox()).length;
  const page = await visitor.get("/sign-in");
  const fields = { email: MEMBER_EMAIL, intent: "mail" };
  expect((await visitor.submit(page, "password", fields)).status).toBe(303);
  await expect.poll(async () => (await inbox()).length).toBe(before + 1);
  return /token=([\w-]+)/.exec((await inbox())[0]?.text ?? "")?.[1] ?? "no token";
}

async function inbox(): Promise<{ text: string }[]> {
  const response = await fetch(`${standIn.url}/inbox.json?to=${MEMBER_EMAIL}`);
  return (await response.json()).mails;
}

/** What the portal tells on purpose: the new link to its maker, a secret to the page that it opens, a cookie to its owner. */
function isMeant(answer: Answer, name: Find, secrets: Canaries): boolean {
  const { method, path } = answer;
  if (name === "linkSecret" && method === "POST" && path === "/admin") return true;
  if (name === "linkSecret" && path.startsWith("/c/"))
    return path.includes(String(secrets.linkSecret));
  if (name === "mailToken" && path.startsWith("/sign-in/confirm?")) return true;
  if (!name.startsWith("session")) return false;
  const session = String(secrets[name]);
  const inCookies = answer.headers.getSetCookie().join("\n").includes(session);
  const elsewhere = [...answer.headers].filter(([header]) => header !== "set-cookie");
  return inCookies && !`${elsewhere.join("\n")}\n${answer.body}`.includes(session);
}

const businessTokens = () => heardAs(/"access_token":"([^"]+)"/g);
/** Made by Perch for each workspace; the key of the ISV's own messages is a configured one. */
const signingKeys = () =>
  heardAs(/"signingKey":"([^"]{16,})"/g).filter((key) => key !== CONFIGURED.MESSAGE_WEBHOOK_KEY);
const pins = () => heardAs(/\bpin=(\d{6})\b/g);

function heardAs(pattern: RegExp): string[] {
  return [...new Set([...wire.heard().matchAll(pattern)].map(([, one = ""]) => one))];
}

function sessionOf(visitor: Visitor): string {
  return visitor.cookies.get("authjs.session-token") ?? "no session";
}

function named<T>(name: string, values: T[]): Record<string, T> {
  return Object.fromEntries(values.map((value, index) => [`${name} ${index + 1}`, value]));
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
