import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateTenantRow } from "@/db/queries/tenant-changes";
import { rateLimits } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";
import { newId } from "@/lib/ids";
import { fuzzable } from "./fuzz-testing";
import { checkAgainstSpec } from "./spec-testing";
import { callApi, keyWith } from "./testing";
import { heldUp, linkOf, makeWorld, readyNumber, type World } from "./world-testing";

const RUNS = 40;
const EXAMPLE = { externalId: "cus_4711" };
/** Answers that say that Bird or a mail server is not there; every other one above 499 is our mistake. */
const OF_OTHERS = [503];

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
let world: World;
let key: string;
const known: string[] = [newId()];

beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
  world = await makeWorld(fresh.db, sandbox);
  key = await keyWith(world.ctx);
  const made = [await linkOf(world), await heldUp(world), await readyNumber(world)];
  // The tenant of the examples.
  await updateTenantRow(fresh.db, { tenantId: world.tenantId, now: new Date() }, EXAMPLE);
  known.push(world.tenantId, world.otherTenantId, ...made.map(({ id }) => id));
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

const ids = fc.oneof(
  { weight: 5, arbitrary: fc.nat().map((index) => known[index % known.length] ?? "") },
  fc.uuid(),
);

describe("whatever is sent", () => {
  it.each(fuzzable(ids))(
    "$name makes no mistake and answers as documented",
    async (operation) => {
      const { method, requests } = operation;
      await fresh.db.delete(rateLimits);
      await fc.assert(
        fc.asyncProperty(requests, async ({ path, body }) => {
          const answer = await callApi(world.ctx, method, path, { key, body });
          const said = await answer.json();
          expect(
            answer.status < 500 || OF_OTHERS.includes(answer.status),
            JSON.stringify(said),
          ).toBe(true);
          checkAgainstSpec(method, path, answer.status, said);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );
});
