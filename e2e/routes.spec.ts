import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { headerFaults, plain } from "./support/answers";
import { dumpEmbedded, rowsOf } from "./support/dump";
import { enterLink, makeLink, newSignup, postHalves, signInOperator } from "./support/people";
import { type RunningPortal, startPortal } from "./support/portal";
import { askable, METHODS, ROUTES, type Route, routesInApp } from "./support/route-table";
import { type StandIn, startStandIn } from "./support/stand-in";
import { type Answer, formWith, Visitor } from "./support/visitor";

const CROSS_SITE: Record<string, string>[] = [
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "https://evil.example" },
  { "sec-fetch-site": "same-site" },
];
/** No browser sends by itself what these show, so another site can do nothing in their name. */
const KNOWN_OTHERWISE = ["scheduler", "provider", "program"];
const SECRET = "no-link-has-this-secret";

let standIn: StandIn;
let portal: RunningPortal;
let operator: Visitor;
let first: Customer;
let second: Customer;
let link: string;
let nobody: Visitor;
let untouchedSince: number;
const transcript: Answer[] = [];

/** A customer with a connection on its way, one that waits, one with a choice, and an open signup. */
type Customer = {
  visitor: Visitor;
  connection: string;
  waiting: string;
  choice: string;
  signup: string;
};

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  standIn = await startStandIn();
  const env = {
    SANDBOX: "true",
    SANDBOX_URL: standIn.url,
    CRON_SECRET: "a-secret-of-the-scheduler",
  };
  portal = await startPortal(env);
  operator = await signInOperator(portal.url, { transcript });
  const workspaceId = await standIn.workspace("verified");
  link = await makeLink(operator, { name: "First Tenant", workspaceId });
  first = await prepare(await enterLink(portal.url, link, transcript));
  const other = await makeLink(operator, { name: "Second Tenant" });
  second = await prepare(await enterLink(portal.url, other, transcript));
  nobody = new Visitor(portal.url, transcript);
  await untilAtRest(first);
  untouchedSince = Date.now();
});

test.afterAll(async () => {
  await portal.stop();
  await standIn.stop();
});

async function prepare(visitor: Visitor): Promise<Customer> {
  const connect = async (result: string) => {
    const halves = await standIn.signUp({ result });
    const answer = await postHalves(visitor, await newSignup(visitor), halves);
    expect(answer.status, answer.body).toBe(202);
    return JSON.parse(answer.body).connectionId as string;
  };
  const connection = await connect("verified");
  await expect
    .poll(async () => (await visitor.get(`/api/connections/${connection}`)).body, {
      timeout: 30_000,
    })
    .toContain('"state":"connected"');
  return {
    visitor,
    connection,
    waiting: await connect("unverified"),
    choice: await connect("several-numbers"),
    signup: await newSignup(visitor),
  };
}

/** Nobody touches a connection from here on that waits for somebody or is connected. */
async function untilAtRest({ visitor, connection, waiting, choice }: Customer): Promise<void> {
  const states = async () => {
    const asked = [connection, waiting, choice].map((id) => visitor.get(`/api/connections/${id}`));
    return (await Promise.all(asked)).map(({ body }) => JSON.parse(body).state);
  };
  const atRest = ["connected", "action_required", "action_required"];
  await expect.poll(states, { timeout: 30_000 }).toEqual(atRest);
}

const idsOf = (customer: Customer) => (route: Route, gap: string) => {
  if (gap === "secret") return SECRET;
  return route.of === "signup" ? customer.signup : customer.connection;
};
const ask = (
  visitor: Visitor,
  { method, url, route }: ReturnType<typeof askable>[number],
  headers = {},
) =>
  method === "POST"
    ? visitor.post(url, route.body, headers)
    : visitor.send(url, { method, headers });

test("every route of the portal is listed, with who may take it", () => {
  expect(routesInApp().toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test("nobody gets anywhere but to the doors", async () => {
  const wrong: string[] = [];
  for (const asked of askable(idsOf(first))) {
    const { status, headers, body } = await ask(nobody, asked);
    const location = headers.get("location") ?? "";
    const isTurnedAway = asked.isPage
      ? status === 307 && location.startsWith("/sign-in?next=")
      : refusalsOf(asked.route).some(
          ([wanted, code]) => status === wanted && body.includes(`"code":"${code}"`),
        );
    if (asked.route.who !== "anyone" && !isTurnedAway)
      wrong.push(`${asked.name}: ${status} ${location}`);
    if (asked.route.who === "anyone" && status >= 500) wrong.push(`${asked.name}: ${status}`);
    if (/First Tenant|Second Tenant/.test(body)) wrong.push(`${asked.name}: names a tenant`);
  }
  expect(wrong).toEqual([]);
});

/** Providers sign what they post, present a token in the handshake, and sign a field of a form. */
function refusalsOf({ who }: Route): [status: number, code: string][] {
  const unsigned: [number, string][] = [
    [403, "forbidden"],
    [400, "malformed_body"],
  ];
  if (who === "program") return [[401, "api_key_missing"]];
  return [[401, "unauthenticated"], ...(who === "provider" ? unsigned : [])];
}

test("to a foreign tenant, what exists and what does not are the same", async () => {
  const wrong: string[] = [];
  const foreign = askable(idsOf(first));
  const unknown = askable((_, gap) => (gap === "secret" ? SECRET : randomUUID()));
  for (const [index, asked] of foreign.entries()) {
    const other = unknown[index];
    if (asked.route.who !== "member" || !asked.route.of || !other) continue;
    const answers = [await ask(second.visitor, asked), await ask(second.visitor, other)] as const;
    if (answers.some(({ status }) => status !== 404))
      wrong.push(`${asked.name}: ${answers[0].status}`);
    if (plain(answers[0]) !== plain(answers[1]))
      wrong.push(`${asked.name}: differs from an unknown id`);
  }
  expect(wrong).toEqual([]);
});

test("a foreign tenant's link and number cannot be used either", async () => {
  const page = await first.visitor.get("/connect");
  const linkId = /linkId\\?":\\?"([0-9a-f-]{36})/.exec(page.body)?.[1];
  const numbers: { numbers: { id: string; phoneNumber: string }[] } = JSON.parse(
    (await first.visitor.get("/api/numbers")).body,
  );
  expect(linkId).toBeTruthy();
  expect(numbers.numbers.length).toBeGreaterThan(0);
  const offered = numbers.numbers.map(({ phoneNumber }) => phoneNumber);
  const uses = [
    [{ linkId }, { linkId: randomUUID() }, 410],
    [{ numberId: numbers.numbers[0]?.id }, { numberId: randomUUID() }, 422],
  ] as const;
  for (const [foreign, unknown, status] of uses) {
    const answer = await second.visitor.post("/api/signups", foreign);
    expect(answer.status).toBe(status);
    expect(plain(answer)).toBe(plain(await second.visitor.post("/api/signups", unknown)));
  }
  expect(JSON.parse((await second.visitor.get("/api/numbers")).body).numbers).toEqual([]);
  for (const path of ["/connect", `/connect/${second.connection}`]) {
    const { body } = await second.visitor.get(path);
    expect(["First Tenant", ...offered].filter((one) => body.includes(one))).toEqual([]);
  }
});

test("forms do nothing with a foreign tenant's ids", async () => {
  for (const [page, field, foreign] of [
    [second.waiting, "connectionId", first.waiting],
    [second.choice, "phoneNumberId", first.choice],
  ] as const) {
    const own = await second.visitor.get(`/connect/${page}`);
    const offered = /name="phoneNumberId"[^>]*value="(\d+)"/.exec(
      (await first.visitor.get(`/connect/${first.choice}`)).body,
    )?.[1];
    const send = (connectionId: string) =>
      second.visitor.submit(own, field, {
        connectionId,
        ...(field === "phoneNumberId" && { phoneNumberId: offered ?? "" }),
      });
    const [answer, unknown] = [await send(foreign), await send(randomUUID())];
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("No connection with this id.");
    expect(plain(answer)).toBe(plain(unknown));
  }
});

test("operators have no customer's session, and members no console", async () => {
  const asked = askable(idsOf(first));
  for (const one of asked.filter(({ route }) => route.who === "member")) {
    const { status, headers } = await ask(operator, one);
    const answer = `${status} ${headers.get("location") ?? ""}`.trim();
    expect(answer, one.name).toBe(one.isPage ? "307 /admin" : "403");
  }
  for (const one of asked.filter(({ route }) => route.who === "operator")) {
    const { status, body } = await ask(first.visitor, one);
    expect(status, one.name).toBe(404);
    expect(body, one.name).not.toContain("Second Tenant");
  }
  for (const one of asked.filter(({ route }) => route.who === "scheduler")) {
    for (const visitor of [first.visitor, operator])
      expect((await ask(visitor, one)).status, one.name).toBe(401);
  }
});

test("a console's form does nothing for anybody else", async () => {
  const console = await operator.get("/admin");
  const form = formWith(console, "tenantName");
  for (const visitor of [first.visitor, nobody]) {
    const answer = await visitor.submitForm("/admin", form, { tenantName: "Forbidden Tenant" });
    expect(answer.body).not.toMatch(/\/c\/[\w-]{20}/);
  }
  expect((await operator.get("/admin")).body).not.toContain("Forbidden Tenant");
});

test("another site can write nothing in anybody's name", async () => {
  const wrong: string[] = [];
  for (const headers of CROSS_SITE) {
    for (const asked of askable(idsOf(first))) {
      if (asked.method !== "POST" || KNOWN_OTHERWISE.includes(asked.route.who)) continue;
      const { status } = await ask(first.visitor, asked, headers);
      if (status !== 403) wrong.push(`${asked.name} ${JSON.stringify(headers)}: ${status}`);
    }
    const forms: [Visitor, string, string][] = [
      [operator, "/admin", "tenantName"],
      [operator, "/admin", "$ACTION_ID"],
      [first.visitor, `/connect/${first.waiting}`, "connectionId"],
      [first.visitor, `/connect/${first.choice}`, "phoneNumberId"],
      [nobody, "/sign-in", "password"],
    ];
    for (const [visitor, path, field] of forms) {
      const page = await visitor.get(path);
      const { status } = await visitor.submit(
        page,
        field,
        { tenantName: "Forbidden Tenant" },
        headers,
      );
      if (status !== 403) wrong.push(`${path} ${field} ${JSON.stringify(headers)}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  const overview = await operator.get("/admin");
  expect(overview.status).toBe(200);
  expect(overview.body).not.toContain("Forbidden Tenant");
});

test("methods that a route does not have are refused without a word", async () => {
  const wrong: string[] = [];
  // A program is told in words, once it has shown its key.
  const handlers = askable(idsOf(first)).filter(
    ({ isPage, route }) => !isPage && route.who !== "program",
  );
  for (const { url, template } of handlers) {
    for (const method of METHODS.filter((one) => !(`${one} ${template}` in ROUTES))) {
      const { status, body, headers } = await first.visitor.send(url, { method });
      const isShared = headers.has("access-control-allow-origin");
      const isRefused = statusesOf(method, template).includes(status) && body === "";
      if (!isRefused || isShared) wrong.push(`${method} ${url}: ${status} ${body}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("pages asked by other methods fail for nobody", async () => {
  for (const path of ["/connect", `/connect/${first.connection}`, "/sign-in", "/admin"]) {
    for (const method of ["OPTIONS", "POST", "PUT", "PATCH", "DELETE"]) {
      const { status } = await nobody.send(path, { method });
      expect(status, `${method} ${path}`).toBeLessThan(500);
    }
  }
});

function statusesOf(method: string, template: string): number[] {
  if (method === "OPTIONS") return [204];
  return method === "HEAD" && `GET ${template}` in ROUTES ? [200, 401, 403, 404] : [405];
}

test("every answer has its security headers", async () => {
  await first.visitor.stream(`/api/connections/${first.connection}/stream`, "event: view");
  for (const path of ["/nowhere", "/api/nowhere", "/api/auth/session", "/c", "/connect/x/y"])
    await nobody.get(path);
  expect([...new Set(transcript.flatMap(headerFaults))]).toEqual([]);
  expect(transcript.length).toBeGreaterThan(200);
});

test("nothing of the first tenant has changed by all of this", async () => {
  await portal.stop();
  const dump = await dumpEmbedded(portal.dataDir);
  const tenant = rowsOf(dump, "tenants").find(({ name }) => name === "First Tenant")?.id;
  expect(tenant).toBeTruthy();
  const touched = Object.entries(dump).flatMap(([table, rows]) =>
    rows
      .filter(
        (row) => row.tenant_id === tenant && timesOf(row).some((time) => time > untouchedSince),
      )
      .map((row) => `${table} ${row.id} ${row.action ?? ""}`),
  );
  expect(touched).toEqual([]);
  expect(rowsOf(dump, "tenants").map(({ name }) => name)).not.toContain("Forbidden Tenant");
});

function timesOf(row: Record<string, unknown>): number[] {
  return Object.entries(row).flatMap(([name, value]) =>
    value instanceof Date && !/expires|lease|due|not_before/.test(name) ? [value.getTime()] : [],
  );
}
