import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { dumpEmbedded, rowsOf } from "./support/dump";
import { enterLink, newSignup, signInOperator } from "./support/people";
import { type RunningPortal, startPortal } from "./support/portal";
import { type Answer, formWith, Visitor } from "./support/visitor";

const WRONG_ID = "/api/signups/not-a-uuid";
const FINISH = { type: "WA_EMBEDDED_SIGNUP", event: "FINISH", data: { waba_id: "1234567890" } };
const deep = (depth: number) => `${'{"data":'.repeat(depth)}1${"}".repeat(depth)}`;
const json = (value: unknown) => JSON.stringify(value);

/** What is posted, what is answered, and which field the answer names; `:id` is an open signup's. */
type Row = [what: string, path: string, body: string, status: number, field: string];

const CODE: Row[] = [
  ["a code that is missing", "/code", "{}", 422, "code"],
  ["no body", "/code", "", 422, "code"],
  ["an empty code", "/code", json({ code: "" }), 422, "code"],
  ["a code of 5,000 characters", "/code", json({ code: "x".repeat(5_000) }), 422, "code"],
  ["a number for a code", "/code", json({ code: 7 }), 422, "code"],
  ["null for a code", "/code", json({ code: null }), 422, "code"],
  ["a code with NUL", "/code", json({ code: "AQ\u0000" }), 422, "code"],
  ["a code with a line break", "/code", json({ code: "AQ\r\nX: y" }), 422, "code"],
  ["an unknown field", "/code", json({ code: "AQ", state: 1 }), 422, "state"],
  ["the path's id in the body", "/code", json({ code: 1, signupId: randomUUID() }), 422, "code"],
];
const SESSION: Row[] = [
  ["an event of nothing", "/session", "{}", 422, "event"],
  ["an event of another type", "/session", json({ ...FINISH, type: "OTHER" }), 422, "event"],
  ["an event without a name", "/session", json({ ...FINISH, event: "" }), 422, "event"],
  [
    "an event's name with NUL",
    "/session",
    json({ ...FINISH, event: "FINISH\u0000" }),
    422,
    "event",
  ],
  [
    "an id with NUL",
    "/session",
    json({ ...FINISH, data: { waba_id: "1\u0000" } }),
    422,
    "data.waba_id",
  ],
  ["a key with NUL", "/session", json({ ...FINISH, "a\u0000": 1 }), 422, "body"],
  ["half a surrogate pair", "/session", json({ ...FINISH, extra: "\ud800" }), 422, "extra"],
  [
    "NUL in an event in a text",
    "/session",
    json(json({ ...FINISH, extra: "\u0000" })),
    422,
    "event",
  ],
  ["an event as deep as a well", "/session", deep(5_000), 422, "data"],
  ["data of the wrong kind", "/session", json({ ...FINISH, data: [1] }), 422, "event"],
];
const LAUNCH: Row[] = [
  ["no outcome", "/launch", "{}", 422, "outcome"],
  ["an unknown outcome", "/launch", json({ outcome: "exploded" }), 422, "outcome"],
  ["a prototype for a field", "/launch", '{"outcome":"opened","__proto__":{}}', 422, "__proto__"],
];
const EVERY = ["/code", "/session", "/launch"].flatMap((path): Row[] => [
  ["what is no JSON", path, "{code:", 400, "body"],
  ["a form", path, "code=AQ&event=FINISH", 400, "body"],
  ["XML", path, "<code>AQ</code>", 400, "body"],
  ["a body of 70,000 bytes", path, json({ code: "x".repeat(70_000) }), 413, "body"],
  ["a list", path, "[]", 422, path === "/session" ? "event" : "body"],
  ["a bare text", path, '"AQ"', 422, path === "/session" ? "event" : "body"],
  ["null", path, "null", 422, path === "/session" ? "event" : "body"],
]);
const SIGNUPS: Row[] = [
  ["what is no JSON", "", "nonsense", 400, "body"],
  ["a list", "", "[]", 422, "body"],
  ["an unknown field", "", json({ tenantId: randomUUID() }), 422, "tenantId"],
  ["a link's id that is none", "", json({ linkId: "x" }), 422, "linkId"],
  ["a number for a link", "", json({ linkId: 1 }), 422, "linkId"],
  ["an empty number", "", json({ numberId: "" }), 422, "numberId"],
  ["a number with NUL", "", json({ numberId: "a\u0000" }), 422, "numberId"],
  ["a number that climbs out", "", json({ numberId: "../../workspaces" }), 422, "numberId"],
  ["a number without end", "", json({ numberId: "x".repeat(101) }), 422, "numberId"],
  ["a huge body", "", json({ numberId: "x".repeat(70_000) }), 413, "body"],
];

const LINK_FORMS: Record<string, string>[] = [
  { tenantName: "" },
  { tenantName: "a\u0000b" },
  { tenantName: "x", email: "a\u0000@b.example" },
  { tenantName: "x", workspaceId: "x" },
  { tenantId: "x" },
];
const SIGN_IN_FORMS: Record<string, string>[] = [
  { email: "x", password: "" },
  { email: "a\u0000@b.example", password: "x".repeat(20) },
  { email: `${"x".repeat(400)}@b.example`, password: "\u0000" },
];

let portal: RunningPortal;
let member: Visitor;
let signupId: string;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(60_000);
  portal = await startPortal();
  member = await enterLink(portal.url, new URL(portal.customerLink ?? "").pathname);
  signupId = await newSignup(member);
});

test.afterAll(() => portal.stop());

test("every POST names what is wrong with its body, as a problem", async () => {
  const wrong: string[] = [];
  for (const [what, path, body, status, field] of [...CODE, ...SESSION, ...LAUNCH, ...EVERY]) {
    const answer = await postText(`/api/signups/${signupId}${path}`, body);
    wrong.push(...faultsOf(answer, { what: `${path}: ${what}`, status, field }));
  }
  for (const [what, , body, status, field] of SIGNUPS) {
    const answer = await postText("/api/signups", body);
    wrong.push(...faultsOf(answer, { what, status, field }));
  }
  expect(wrong).toEqual([]);
});

test("an id that is none is a problem too, whatever is sent to it", async () => {
  const wrong: string[] = [];
  for (const path of ["/code", "/session", "/launch", "/resume"]) {
    const body = path === "/session" ? json(FINISH) : json({ code: "AQ", outcome: "opened" });
    const expected = { what: path, status: 422, field: "signupId" };
    wrong.push(...faultsOf(await postText(`${WRONG_ID}${path}`, body), expected));
  }
  const reads = [
    ["/api/connections/%00", "connectionId"],
    ["/api/connections/x/stream", "connectionId"],
    [WRONG_ID, "signupId"],
  ];
  for (const [path = "", field = ""] of reads) {
    wrong.push(...faultsOf(await member.get(path), { what: path, status: 422, field }));
  }
  expect(wrong).toEqual([]);
});

test("a body that hides its length is cut off", async () => {
  const chunk = new TextEncoder().encode("x".repeat(16_384));
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      if (sent > 200) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const answer = await fetch(`${portal.url}/api/signups`, {
    method: "POST",
    headers: { cookie: [...member.cookies].map((pair) => pair.join("=")).join("; ") },
    body: endless,
    duplex: "half",
  } as RequestInit);
  expect(answer.status).toBe(413);
});

test("forms refuse what cannot be kept, and say it beside the field", async () => {
  const operator = await signInOperator(portal.url);
  const overview = await operator.get("/admin");
  for (const fields of LINK_FORMS) {
    const answer = await operator.submit(overview, "tenantName", fields);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toMatch(/\/c\/[\w-]{20}|Perch made a mistake/);
  }
  const stranger = new Visitor(portal.url);
  for (const fields of SIGN_IN_FORMS) {
    const page = await stranger.get("/sign-in");
    const answer = await stranger.submit(page, "password", { ...fields, intent: "password" });
    expect(answer.status).toBe(200);
    expect(formWith(answer, "password")).toBeTruthy();
  }
  for (const body of [
    "",
    "email=a%00%40b.example&token=x",
    "email=a%40b.example&token=%00",
    "email=a&token[]=x",
  ]) {
    const answer = await stranger.send("/sign-in/confirm/open", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    expect(answer.status, body).toBe(303);
    expect(answer.headers.get("location")).toBe("/sign-in?error=Verification");
  }
  for (const path of ["/c/%00/open", "/c/x/open", `/c/${"x".repeat(3_000)}/open`]) {
    expect((await stranger.send(path, { method: "POST" })).status).toBe(303);
  }
});

test("nothing of it was kept, and nothing was the portal's mistake", async () => {
  const before = await member.get(`/api/signups/${signupId}`);
  expect(JSON.parse(before.body)).toMatchObject({ status: "open" });
  await portal.stop();
  const dump = await dumpEmbedded(portal.dataDir);
  expect(rowsOf(dump, "signup_events")).toEqual([]);
  expect(rowsOf(dump, "connections")).toEqual([]);
  expect(rowsOf(dump, "tenants").length).toBe(1);
  expect(rowsOf(dump, "verification_tokens")).toEqual([]);
  const signups = rowsOf(dump, "signups");
  expect(signups).toMatchObject([
    { id: signupId, code_hash: null, event: null, launch_outcome: null },
  ]);
  expect(portal.logs().match(/.*"level":"error".*/g)).toBeNull();
});

function postText(path: string, body: string): Promise<Answer> {
  return member.send(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
}

type Expected = { what: string; status: number; field: string };

/** Why an answer is not the problem that it should be. */
function faultsOf(answer: Answer, { what, status, field }: Expected): string[] {
  const type = answer.headers.get("content-type");
  if (answer.status !== status || !type?.startsWith("application/problem+json")) {
    return [`${what}: ${answer.status} ${type} ${answer.body.slice(0, 200)}`];
  }
  const problem: { status: number; requestId: string; errors?: { field: string }[] } = JSON.parse(
    answer.body,
  );
  const isNamed = problem.errors?.some((error) => error.field === field);
  const isWhole =
    problem.status === status && problem.requestId === answer.headers.get("x-request-id");
  return isNamed && isWhole ? [] : [`${what}: ${answer.body.slice(0, 200)}`];
}
