import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rateLimits } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { SCOPES } from "@/lib/api-keys/states";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";
import { newId } from "@/lib/ids";
import { CASES } from "./cases-testing";
import { toJsonSchema } from "./json-schema";
import { OPERATIONS } from "./operations";
import { checkAgainstSpec } from "./spec-testing";
import { callApi, keyWith } from "./testing";
import { type Case, makeWorld, type Sent, type World } from "./world-testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
let world: World;
let key: string;

beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
  key = await keyWith((await makeWorld(fresh.db, sandbox)).ctx);
});
beforeEach(async () => {
  world = await makeWorld(fresh.db, sandbox);
  await fresh.db.delete(rateLimits);
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

/** Sends a request and holds its answer against the document. */
async function ask(method: string, path: string, sent: Parameters<typeof callApi>[3]) {
  const answer = await callApi(world.ctx, method, path, sent);
  const body = await answer.json();
  checkAgainstSpec(method, path, answer.status, body);
  return { status: answer.status, headers: answer.headers, body };
}

/** The ids that an operation takes in its path and its body. */
function idsOf({ path, body }: (typeof OPERATIONS)[number]): string[] {
  const { properties = {} } = body
    ? (toJsonSchema(body, { io: "input", components: {} }) as { properties?: object })
    : {};
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return [...inPath, ...Object.keys(properties)].filter((name) => OWNED.includes(name));
}
/** What belongs to one tenant. */
const OWNED = [...["tenantId", "linkId", "signupId", "connectionId", "numberId", "purchaseId"]];

it("has a case for every operation", () => {
  expect(Object.keys(CASES).toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
});

describe.each(OPERATIONS)("$id", (operation) => {
  const { method } = operation;
  const { works, foreign } = CASES[operation.id] as Case;

  it("works with its scope, and answers as the document says", async () => {
    const { path, body } = await works(world);
    const one = await keyWith(world.ctx, [operation.scope]);
    const answer = await ask(method, path, { key: one, body });
    expect([answer.status, answer.body.code]).toEqual([operation.status, undefined]);
    for (const name of ["x-request-id", "ratelimit-limit", "ratelimit-remaining"])
      expect(answer.headers.get(name), name).toBeTruthy();
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("is closed without a key, and to a key of every other scope", async () => {
    const { path, body } = await works(world);
    expect((await ask(method, path, { body })).status).toBe(401);
    const others = SCOPES.filter((scope) => scope !== operation.scope);
    const answer = await ask(method, path, { key: await keyWith(world.ctx, others), body });
    expect([answer.status, answer.body.code]).toEqual([403, "insufficient_scope"]);
    expect(answer.body.detail).toContain(operation.scope);
  });

  const gaps = operation.path.split("/").flatMap((part, index) => {
    return /^\{\w*Id\}$/.test(part) && part !== "{externalId}" ? [{ part, index }] : [];
  });
  it.each(gaps)("knows no foreign $part", async ({ index }) => {
    const { path, body } = await works(world);
    const [pathname = ""] = path.split("?");
    for (const id of [newId(), newId().toUpperCase(), "nobody"]) {
      const changed = pathname.split("/").with(index, id).join("/");
      const answer = await ask(method, changed, { key, body });
      expect([changed, answer.status]).toEqual([changed, 404]);
    }
  });

  if (idsOf(operation).length > 1)
    it("says of what is another tenant's the same as of what is nobody's", async () => {
      const requests = (await foreign?.(world)) ?? [];
      expect(requests.length).toBe(idsOf(operation).length - 1);
      for (const { id, ...foreignOne } of requests) {
        const madeUp = JSON.parse(JSON.stringify(foreignOne).replaceAll(id, newId())) as Sent;
        const answers = [];
        for (const { path, body } of [foreignOne, madeUp]) {
          const answer = await ask(method, path, { key, body });
          answers.push([answer.status, answer.body.code, answer.body.detail]);
        }
        expect(answers[0]).toEqual(answers[1]);
        expect([404, 410, 422]).toContain(answers[0]?.[0]);
      }
    });

  it("names a field that it does not know", async () => {
    const { path, body } = await works(world);
    const query = await ask(method, `${path}${path.includes("?") ? "&" : "?"}surprise=1`, {
      ...{ key, body },
    });
    expect(query.body).toMatchObject({ status: 422, errors: [{ field: "surprise" }] });
    if (method === "GET") return;
    const answer = await ask(method, path, { key, body: { ...(body as object), surprise: 1 } });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: "surprise" }] });
  });
});
