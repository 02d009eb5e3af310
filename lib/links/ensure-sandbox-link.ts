import { setTimeout as delay } from "node:timers/promises";
import { findTenantByExternalId, insertTenant } from "@/db/queries/tenants";
import { isUniqueViolation } from "@/db/unique-violation";
import { BirdError } from "@/lib/bird/errors";
import { getWorkspace } from "@/lib/bird/get-workspace";
import type { Context } from "@/lib/context";
import { createLink } from "./create-link";

const START_ATTEMPTS = 20;
const START_PAUSE_MS = 100;
const EXTERNAL_ID = "sandbox";
/** The workspace that the sandbox is seeded with. */
const WORKSPACE_ID = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";

/** The sandbox's customer and a fresh link for it; its older links end, since their secrets cannot be shown again. */
export async function ensureSandboxLink(ctx: Context): Promise<string> {
  const tenant = (await findTenantByExternalId(ctx.db, EXTERNAL_ID)) ?? (await makeTenant(ctx));
  const { url } = await createLink(ctx, { tenantId: tenant.id });
  return url;
}

async function makeTenant(ctx: Context) {
  try {
    return await insertTenant(ctx.db, {
      name: "Harbor Coffee",
      externalId: EXTERNAL_ID,
      email: "ada@harborcoffee.example",
      workspaceId: await seededWorkspace(ctx),
    });
  } catch (error) {
    const made = isUniqueViolation(error)
      ? await findTenantByExternalId(ctx.db, EXTERNAL_ID)
      : undefined;
    if (!made) throw error;
    return made;
  }
}

/** A stand-in that is not ours may have no such workspace; the customer then gets one made. */
async function seededWorkspace(ctx: Context): Promise<string | undefined> {
  if (!ctx.bird) return undefined;
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    try {
      return (await getWorkspace(ctx.bird, WORKSPACE_ID)).id;
    } catch (error) {
      if (!(error instanceof BirdError)) throw error;
      if (!error.isTemporary) return undefined;
      // The sandbox starts beside the portal and may take a moment longer.
      await delay(START_PAUSE_MS);
    }
  }
  return WORKSPACE_ID;
}
