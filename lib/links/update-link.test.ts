import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { auditLog, links } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { operatorContext } from "@/lib/tenants/testing";
import { createLink } from "./create-link";
import { updateLink } from "./update-link";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

async function madeLink() {
  const { ctx, tenant } = await operatorContext(fresh.db);
  const { id: linkId } = await createLink(ctx, { tenantId: tenant.id });
  return { ctx, linkId };
}
const rowOf = async (linkId: string) =>
  (await fresh.db.select().from(links).where(eq(links.id, linkId)))[0];

it("takes metadata by any name, and audits names without values", async () => {
  const { ctx, linkId } = await madeLink();
  await updateLink(ctx, { linkId, metadata: { token: "t-1", plan: "pro" } });
  expect(await rowOf(linkId)).toMatchObject({ metadata: { token: "t-1", plan: "pro" } });
  const updated = and(eq(auditLog.subjectId, linkId), eq(auditLog.action, "link.updated"));
  const rows = await fresh.db.select().from(auditLog).where(updated);
  expect(rows).toMatchObject([{ detail: { metadata: ["plan", "token"] } }]);
});
