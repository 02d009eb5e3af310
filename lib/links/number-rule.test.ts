import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { addLink } from "@/lib/auth/testing";
import type { Context, Member } from "@/lib/context";
import { listNumbers } from "@/lib/numbers/list-numbers";
import { createSignup } from "@/lib/signups/create-signup";
import { memberContext } from "@/lib/testing";
import { createLink } from "./create-link";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

let workspaces = 0;

/** A member in the session of a link, in a workspace with a ready number `a`, a ready `b` and an unready `c`. */
async function setUp(numberId: string | undefined) {
  workspaces += 1;
  const workspaceId = `ws-rule-${workspaces}`;
  const path = `GET /workspaces/${workspaceId}/numbers`;
  const verified = {
    status: "verified",
    stage: "final",
    whatsAppId: "106540352242922",
    verificationExpiresAt: "2036-11-25T12:00:00Z",
  };
  const number = (id: string, end: number, whatsApp: object) => ({
    body: { id, number: `+1212555012${end}`, status: "active", whatsApp },
  });
  const answers = {
    a: number("a", 3, verified),
    b: number("b", 4, verified),
    c: number("c", 5, { ...verified, status: "pending" }),
  };
  const results = Object.values(answers).map(({ body }) => body);
  const { ctx, tenant } = await memberContext(fresh.db, {
    workspaceId,
    bird: {
      [path]: { body: { results, nextPageToken: null } },
      [`${path}/a`]: answers.a,
      [`${path}/b`]: answers.b,
      [`${path}/c`]: answers.c,
      [`${path}/z`]: { status: 404, body: { code: "NotFound" } },
    },
  });
  const { id: linkId } = await addLink(fresh.db, { tenantId: tenant.id, numberId });
  const member: Context<Member> = { ...ctx, actor: { ...ctx.actor, linkId } };
  const admin: Context = {
    ...ctx,
    actor: { kind: "operator", userId: ctx.actor.userId, role: "admin", sessionId: "test" },
  };
  return { member, admin, tenant };
}
const sign = (ctx: Context<Member>, numberId?: string) =>
  createSignup(ctx, { linkId: undefined, numberId });
const preVerified = ({ launch }: Awaited<ReturnType<typeof sign>>) =>
  JSON.stringify(launch).includes("preVerifiedPhone");

describe("a link to one of Bird's numbers", () => {
  it("offers that one and no other", async () => {
    const { member } = await setUp("b");
    const list = await listNumbers(member);
    expect(list.isFixed).toBe(true);
    expect(list.numbers.map(({ id }) => id)).toEqual(["b"]);
  });

  it("connects that one, whatever the browser asks for", async () => {
    const { member } = await setUp("b");
    expect(preVerified(await sign(member))).toBe(true);
    expect(preVerified(await sign(member, "b"))).toBe(true);
    await expect(sign(member, "a")).rejects.toMatchObject({
      code: "invalid_input",
      extra: { reason: "number_not_of_link" },
    });
  });

  it("connects nothing while the number is not ready, and says when it is gone", async () => {
    const { member } = await setUp("c");
    await expect(sign(member)).rejects.toMatchObject({ extra: { reason: "number_not_ready" } });
    const gone = await setUp("z");
    expect(await listNumbers(gone.member)).toMatchObject({
      numbers: [],
      isFixed: true,
      problem: expect.stringContaining("not available"),
    });
    await expect(sign(gone.member)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is made for ready numbers of the tenant's workspace only", async () => {
    const { admin, tenant } = await setUp(undefined);
    await createLink(admin, { tenantId: tenant.id, numberId: "a" });
    for (const numberId of ["c", "z"])
      await expect(createLink(admin, { tenantId: tenant.id, numberId })).rejects.toMatchObject({
        extra: { errors: [{ field: "numberId" }] },
      });
    const stranger = await memberContext(fresh.db);
    const foreign = createLink(admin, { tenantId: stranger.tenant.id, numberId: "a" });
    await expect(foreign).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("a link to the customer's own number", () => {
  it("offers none of Bird's, and takes none", async () => {
    const { member } = await setUp("own");
    expect(await listNumbers(member)).toMatchObject({ numbers: [] });
    expect(preVerified(await sign(member))).toBe(false);
    await expect(sign(member, "a")).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("a link without a number", () => {
  it("leaves the choice to the customer", async () => {
    const { member } = await setUp(undefined);
    const { numbers, isFixed } = await listNumbers(member);
    expect(isFixed).toBeUndefined();
    expect(numbers.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(preVerified(await sign(member))).toBe(false);
    expect(preVerified(await sign(member, "a"))).toBe(true);
  });
});
