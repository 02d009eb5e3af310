import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  auditLog,
  connections,
  links,
  members,
  sessions,
  signups,
  tenants,
  users,
  workspaces,
} from "@/db/schema";
import { freshDb } from "@/db/testing";
import { resolveLink } from "@/lib/auth/resolve-link";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { createLink } from "@/lib/links/create-link";
import { digest } from "@/lib/vault/digest";
import { archiveTenant } from "./archive-tenant";
import { CreateTenant, createTenant } from "./create-tenant";
import { getTenantPage } from "./get-tenant-page";
import { applyImport, checkImport } from "./import/import-tenants";
import { inviteMember } from "./invite-member";
import { listTenants } from "./list-tenants";
import { patchTenant } from "./patch-tenant";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { restoreTenant } from "./restore-tenant";
import { retryWorkspace } from "./retry-workspace";
import { setWorkspace } from "./set-workspace";
import { operatorContext } from "./testing";
import { UpdateTenant, updateTenant } from "./update-tenant";
import { updateTenantBrand } from "./update-tenant-brand";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const create = (ctx: Context<Operator>, input: Record<string, unknown>) =>
  createTenant(ctx, CreateTenant.parse(input));
const update = (ctx: Context<Operator>, input: Record<string, unknown>) =>
  updateTenant(ctx, UpdateTenant.parse(input));
const rowOf = async (id: string) =>
  (await fresh.db.select().from(tenants).where(eq(tenants.id, id)))[0];
const versionOf = async (id: string) => (await rowOf(id))?.updatedAt.toISOString() ?? "";
const auditsOf = async (id: string) =>
  (await fresh.db.select().from(auditLog).where(eq(auditLog.tenantId, id))).map(
    ({ action }) => action,
  );
const beside = (field: string) => ({ code: "conflict", extra: { errors: [{ field }] } });

async function addConnection(tenantId: string): Promise<string> {
  const state = "connected" as const;
  const [signup] = await fresh.db.insert(signups).values({ tenantId }).returning();
  const connection = { tenantId, signupId: signup?.id ?? "", wabaId: "1", state };
  const [row] = await fresh.db.insert(connections).values(connection).returning();
  return row?.id ?? "";
}

describe("changing tenants", () => {
  it("is for admins and owners; viewers and members are refused by every verb", async () => {
    const { as, member, tenant } = await operatorContext(fresh.db);
    const key = { tenantId: tenant.id, version: await versionOf(tenant.id) };
    const userId = newId();
    const verbs: Record<string, (ctx: Context<Operator>) => Promise<unknown>> = {
      createTenant: (ctx) => create(ctx, { name: "Forbidden" }),
      updateTenant: (ctx) => update(ctx, { ...key, name: "Forbidden" }),
      updateTenantBrand: (ctx) => updateTenantBrand(ctx, { ...key, name: "Forbidden" }),
      setWorkspace: (ctx) => setWorkspace(ctx, { ...key, workspaceId: newId() }),
      retryWorkspace: (ctx) => retryWorkspace(ctx, key),
      archiveTenant: (ctx) => archiveTenant(ctx, key),
      restoreTenant: (ctx) => restoreTenant(ctx, key),
      inviteMember: (ctx) => inviteMember(ctx, { ...key, email: "no@tenant.example" }),
      resendInvitation: (ctx) => resendInvitation(ctx, { ...key, userId }),
      removeMember: (ctx) => removeMember(ctx, { ...key, userId }),
      checkImport: (ctx) => checkImport(ctx, { csv: "externalId\n1" }),
      applyImport: (ctx) => applyImport(ctx, { csv: "externalId\n1", plan: "" }),
    };
    for (const [name, verb] of Object.entries(verbs)) {
      for (const ctx of [as("viewer"), member as unknown as Context<Operator>])
        await expect(verb(ctx), name).rejects.toMatchObject({ code: "forbidden" });
    }
    for (const read of [
      (ctx: Context<Operator>) => listTenants(ctx, {}),
      (ctx: Context<Operator>) => getTenantPage(ctx, { tenantId: tenant.id }),
    ]) {
      await expect(read(member as unknown as Context<Operator>)).rejects.toMatchObject({
        code: "forbidden",
      });
      expect(await read(as("viewer"))).toMatchObject({ mayChange: false });
    }
    expect((await rowOf(tenant.id))?.name).toBe(tenant.name);
    expect(await auditsOf(tenant.id)).toEqual([]);
  });

  it("makes one with what it was given, and says beside its field what somebody else has", async () => {
    const { ctx } = await operatorContext(fresh.db);
    const workspaceId = newId();
    const given = { name: " Tide & Co ", externalId: "tide-1", email: "Ada@Tide.example" };
    const { tenantId } = await create(ctx, {
      ...given,
      locale: "PT-br",
      workspace: "adopt",
      workspaceId: workspaceId.toUpperCase(),
    });
    expect(await rowOf(tenantId)).toMatchObject({
      name: "Tide & Co",
      externalId: "tide-1",
      email: "ada@tide.example",
      locale: "pt-BR",
      workspaceId,
    });
    expect(await auditsOf(tenantId)).toEqual(["tenant.created"]);
    await fresh.db.insert(users).values({ email: "op@isv.example", role: "viewer" });
    for (const [field, change] of [
      ["externalId", { externalId: "tide-1" }],
      ["workspaceId", { workspace: "adopt", workspaceId }],
      ["email", { email: "OP@isv.example" }],
    ] as const)
      await expect(create(ctx, { name: "Other", ...change })).rejects.toMatchObject(beside(field));
    expect(await fresh.db.$count(tenants, eq(tenants.name, "Other"))).toBe(0);
  });

  it("gives an external id to one of many who want it at once", async () => {
    const { ctx } = await operatorContext(fresh.db);
    const tries = Array.from({ length: 6 }, () =>
      create(ctx, { name: "Race", externalId: "race" }),
    );
    const ends = await Promise.allSettled(tries);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const end of ends)
      if (end.status === "rejected") expect(end.reason).toMatchObject(beside("externalId"));
  });

  it("refuses to overwrite what was changed since the form was shown", async () => {
    const { ctx, tenant } = await operatorContext(fresh.db);
    const seen = { tenantId: tenant.id, version: await versionOf(tenant.id) };
    await update(ctx, { ...seen, name: "First", email: "first@tenant.example" });
    await expect(update(ctx, { ...seen, name: "Second" })).rejects.toMatchObject({
      code: "conflict",
      extra: { reason: "lost_update" },
    });
    await expect(updateTenantBrand(ctx, { ...seen, name: "Second" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await rowOf(tenant.id)).toMatchObject({ name: "First", email: "first@tenant.example" });
    const now = { tenantId: tenant.id, version: await versionOf(tenant.id) };
    const both = [1, 2].map((end) => update(ctx, { ...now, name: `At once ${end}` }));
    const ends = await Promise.allSettled(both);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await update(ctx, { ...now, version: await versionOf(tenant.id), name: "Emptied" });
    expect(await rowOf(tenant.id)).toMatchObject({ name: "Emptied", email: null });
  });

  it("takes metadata by any name, and audits names without values", async () => {
    const { ctx, tenant } = await operatorContext(fresh.db);
    const { id: tenantId } = tenant;
    await patchTenant(ctx, { tenantId, metadata: { code: "NL-42", plan: "pro" } });
    await patchTenant(ctx, { tenantId, metadata: { plan: "pro", code: "NL-42" } });
    await patchTenant(ctx, { tenantId, metadata: { plan: "free", code: "NL-42", pin: "1234" } });
    expect((await rowOf(tenantId))?.metadata).toEqual({ plan: "free", code: "NL-42", pin: "1234" });
    const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.tenantId, tenantId));
    expect(rows.map(({ detail }) => detail)).toEqual([
      { metadata: ["code", "plan"] },
      { metadata: ["pin", "plan"] },
    ]);
  });

  it("gives another workspace only while no number lives in the present one", async () => {
    const { ctx, tenant } = await operatorContext(fresh.db);
    const set = async (workspaceId: string | undefined) =>
      setWorkspace(ctx, { tenantId: tenant.id, version: await versionOf(tenant.id), workspaceId });
    const [first, second] = [newId(), newId()];
    await set(first);
    await fresh.db.insert(workspaces).values({
      workspaceId: first,
      tenantId: tenant.id,
      sealedSigningKey: "sealed",
      hookUrl: "https://portal.example",
    });
    await fresh.db
      .update(tenants)
      .set({ workspaceFailureCode: "workspace_missing" })
      .where(eq(tenants.id, tenant.id));
    await set(second);
    expect(await rowOf(tenant.id)).toMatchObject({
      workspaceId: second,
      workspaceFailureCode: null,
    });
    expect(await fresh.db.$count(workspaces, eq(workspaces.tenantId, tenant.id))).toBe(0);
    const held = await addConnection(tenant.id);
    await expect(set(first)).rejects.toMatchObject(beside("workspaceId"));
    await fresh.db
      .update(connections)
      .set({ state: "disconnected" })
      .where(eq(connections.id, held));
    await set(first);
    expect((await rowOf(tenant.id))?.workspaceId).toBe(first);
  });
});

describe("archiving", () => {
  it("revokes live links of every purpose with their sessions, and leaves connections alone", async () => {
    const { ctx, member, tenant } = await operatorContext(fresh.db);
    const tenantId = tenant.id;
    const { userId } = member.actor;
    const link = await createLink(ctx, { tenantId });
    const secret = link.url.split("/c/")[1] ?? "";
    const expiresAt = new Date(Date.now() + 3_600_000);
    const [renewal] = await fresh.db
      .insert(links)
      .values({ tenantId, purpose: "reconnect", secretHash: digest(newId()), expiresAt })
      .returning();
    await fresh.db.insert(members).values({ tenantId, userId });
    await fresh.db.insert(sessions).values([
      { sessionToken: newId(), userId, tenantId, linkId: link.id, expires: expiresAt },
      { sessionToken: newId(), userId, tenantId, expires: expiresAt },
    ]);
    await addConnection(tenantId);
    expect(await archiveTenant(ctx, { tenantId })).toEqual({ revokedLinks: 2 });
    const states = await fresh.db.select().from(links).where(eq(links.tenantId, tenantId));
    expect(states.map(({ state }) => state)).toEqual(["revoked", "revoked"]);
    expect(states.map(({ id }) => id).toSorted()).toEqual([link.id, renewal?.id].toSorted());
    expect(await fresh.db.$count(sessions, eq(sessions.tenantId, tenantId))).toBe(0);
    const connected = and(eq(connections.tenantId, tenantId), eq(connections.state, "connected"));
    expect(await fresh.db.$count(connections, connected)).toBe(1);
    expect((await resolveLink(fresh.db, secret, new Date())).standing).toBe("unknown");
    await expect(createLink(ctx, { tenantId })).rejects.toMatchObject({
      extra: { reason: "tenant_archived" },
    });
    expect(await archiveTenant(ctx, { tenantId })).toEqual({ revokedLinks: 0 });
    await expect(
      update(ctx, { tenantId, version: await versionOf(tenantId), name: "Changed" }),
    ).rejects.toMatchObject({ code: "conflict" });
    await restoreTenant(ctx, { tenantId });
    expect((await resolveLink(fresh.db, secret, new Date())).standing).toBe("revoked");
    await restoreTenant(ctx, { tenantId });
    const audited = (await auditsOf(tenantId)).filter((one) => /archived|restored/.test(one));
    expect(audited.toSorted()).toEqual(["tenant.archived", "tenant.restored"]);
  });
});

describe("the list", () => {
  it("finds by how a name, external id or email begins, and pages by id", async () => {
    const { ctx } = await operatorContext(fresh.db);
    const made: string[] = [];
    for (let index = 0; index < 27; index += 1) {
      const input = { name: `Zebra_${index}`, externalId: `zz-${index}` };
      made.push((await create(ctx, { ...input, email: `z${index}@zebra.example` })).tenantId);
    }
    const names = async (q: string) => (await listTenants(ctx, { q })).rows.map(({ name }) => name);
    expect(await names("zebra_26")).toEqual(["Zebra_26"]);
    expect(await names("ZZ-25")).toEqual(["Zebra_25"]);
    expect(await names("z24@ZEBRA")).toEqual(["Zebra_24"]);
    expect(await names("zebra%2")).toEqual([]);
    expect(await names("ebra")).toEqual([]);
    const first = await listTenants(ctx, { q: "zebra" });
    expect(first.rows.map(({ id }) => id)).toEqual(made.toReversed().slice(0, 25));
    const second = await listTenants(ctx, { q: "zebra", after: first.older });
    expect(second.rows.map(({ id }) => id)).toEqual(made.toReversed().slice(25));
    expect(second.older).toBeUndefined();
    const tenantId = made[0] ?? "";
    await addConnection(tenantId);
    await addConnection(tenantId);
    const listed = await listTenants(ctx, { q: "zebra", after: first.older });
    const counts = new Map(listed.rows.map(({ id, connected }) => [id, connected]));
    expect([counts.get(tenantId), counts.get(made[1] ?? "")]).toEqual(["2", "0"]);
    await archiveTenant(ctx, { tenantId });
    expect(await names("zebra_0")).toEqual([]);
    const archived = await listTenants(ctx, { q: "zebra", show: "archived" });
    expect(archived.rows).toMatchObject([{ id: tenantId, isArchived: true }]);
  });
});
