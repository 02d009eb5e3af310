import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { recordAudit } from "@/lib/audit/record-audit";
import { newId } from "@/lib/ids";

let database: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  database = await freshDb();
});
afterAll(() => database.close());

const member = { kind: "member" as const, userId: newId(), tenantId: newId() };
const ctx = { actor: member, requestId: "r1", ip: "203.0.113.7" };

test("a member's row carries the member's tenant", async () => {
  await recordAudit(database.db, ctx, { action: "thing.done", detail: { failure: { code: 190 } } });
  expect(await database.db.select().from(auditLog)).toMatchObject([
    {
      tenantId: member.tenantId,
      actorKind: "member",
      actorId: member.userId,
      requestId: "r1",
      ip: "203.0.113.7",
    },
  ]);
});

test.each(["secret", "password", "accessToken", "code", "cookie"])("refuses a %s", async (name) => {
  const detail = { inner: [{ [name]: "canary" }] };
  const entry = { action: "thing.done", detail };
  await expect(recordAudit(database.db, ctx, entry)).rejects.toThrow(name);
});
