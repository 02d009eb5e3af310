import { z } from "zod";
import { matchTenants, type TenantMatch } from "@/db/queries/tenant-matches";
import { findTenant } from "@/db/queries/tenants";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import { listBirdNumbers } from "@/lib/bird/list-numbers";
import type { Context } from "@/lib/context";
import { FilterText } from "@/lib/http/list-fields";
import { Id } from "@/lib/ids";
import { numberState } from "@/lib/numbers/number-state";
import { toInternational } from "@/lib/numbers/phone";
import { canMail } from "./mail-link";
import { readReturnOrigins } from "./return-urls";

const MATCHES_MAX = 20;
const NUMBERS_MAX = 60;

export const NewLinkPageInput = z.object({
  q: FilterText,
  tenantId: Id.optional().catch(undefined),
});

export type ReadyNumbers = {
  numbers: { id: string; phoneNumber: string }[];
  /** Bird did not say which there are. */
  isUnknown: boolean;
};

/** What the page that makes a link offers: customers that a text fits, or the settings for the chosen one. Throws forbidden. */
export async function getNewLinkPage(ctx: Context, input: z.infer<typeof NewLinkPageInput>) {
  requireRole(ctx, "viewer");
  const tenant = input.tenantId ? await findTenant(ctx.db, input.tenantId) : undefined;
  const matches = tenant ? [] : await liveMatches(ctx, input.q);
  const [ready, origins] = await Promise.all([
    tenant ? readyNumbers(ctx, tenant.workspaceId) : NONE,
    readReturnOrigins(ctx.db),
  ]);
  return {
    mayChange: mayChange(ctx),
    tenant: tenant && { id: tenant.id, name: tenant.name, email: tenant.email ?? undefined },
    matches: matches.slice(0, MATCHES_MAX).map(({ id, name, externalId, email }) => ({
      id,
      name,
      detail: [externalId, email].filter(Boolean).join(" · "),
    })),
    isCut: matches.length > MATCHES_MAX,
    ...ready,
    origins,
    canMail: canMail(ctx),
  };
}

const NONE: ReadyNumbers = { numbers: [], isUnknown: false };

/** Without a text the first by name: a small portal's operator need not type at all. */
function liveMatches(ctx: Context, text: string | undefined): Promise<TenantMatch[]> {
  return matchTenants(ctx.db, { text: text ?? "", limit: MATCHES_MAX + 1, isLive: true });
}

async function readyNumbers(ctx: Context, workspaceId: string | null): Promise<ReadyNumbers> {
  const { bird } = ctx;
  if (!workspaceId || !bird) return NONE;
  try {
    const listed = (await listBirdNumbers(bird, workspaceId)).slice(0, NUMBERS_MAX);
    const detailed = await Promise.all(
      listed.map((number) =>
        number.whatsApp ? number : getBirdNumber(bird, workspaceId, number.id),
      ),
    );
    const numbers = detailed
      .filter((number) => numberState(number, ctx.now()) === "ready")
      .map(({ id, number }) => ({ id, phoneNumber: toInternational(number) }));
    return { numbers, isUnknown: false };
  } catch (error) {
    if (error instanceof BirdError) return { numbers: [], isUnknown: true };
    throw error;
  }
}
