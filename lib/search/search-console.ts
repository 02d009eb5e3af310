import { z } from "zod";
import { searchConnections, searchTenants } from "@/db/queries/console-search";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { Id, supportReference } from "@/lib/ids";
import { toInternational } from "@/lib/numbers/phone";

const HITS_MAX = 8;
const QUERY_MAX = 100;
/** Fewer digits fit too many numbers to be of use. */
const DIGITS_LEAST = 3;

export const SearchConsole = z.object({
  q: z
    .string()
    .trim()
    .max(QUERY_MAX)
    .refine((text) => !text.includes("\u0000"), "This has a character that cannot be searched.")
    .default(""),
});

export type SearchHit = {
  kind: "tenant" | "connection";
  title: string;
  detail: string;
  href: string;
};

/**
 * Up to eight tenants and connections: by the start of a name or external id, the digits of a number, the start of a
 * WABA id, or a support reference. Throws forbidden.
 */
export async function searchConsole(
  ctx: Context<Operator>,
  { q }: z.infer<typeof SearchConsole>,
): Promise<{ hits: SearchHit[] }> {
  requireRole(ctx, "viewer");
  if (q === "") return { hits: [] };
  const t = getTranslator("en");
  const [connections, tenants] = await Promise.all([
    searchConnections(ctx.db, wordsOf(q), HITS_MAX),
    searchTenants(ctx.db, q, HITS_MAX),
  ]);
  const ofConnections = connections.map(
    ({ id, state, phoneNumber, wabaId, tenantName }): SearchHit => ({
      kind: "connection",
      title: phoneNumber ? toInternational(phoneNumber) : wabaId,
      detail: [tenantName, t(`states.connection.${state}`), supportReference(id)].join(" · "),
      href: `/admin/connections/${id}`,
    }),
  );
  const ofTenants = tenants.map(
    ({ id, name, externalId }): SearchHit => ({
      kind: "tenant",
      title: name,
      detail: externalId ?? "",
      href: `/admin/tenants/${id}`,
    }),
  );
  return { hits: shared(ofTenants, ofConnections) };
}

/** Both kinds get half of the room, and what the other leaves. */
function shared(first: SearchHit[], second: SearchHit[]): SearchHit[] {
  const half = HITS_MAX / 2;
  const ofFirst = first.slice(0, Math.max(half, HITS_MAX - second.length));
  return [...ofFirst, ...second.slice(0, HITS_MAX - ofFirst.length)];
}

function wordsOf(q: string) {
  const digits = q.replace(/[\s+().-]/g, "").replace(/^00/, "");
  const hex = q.replaceAll(/[\s-]/g, "").toLowerCase();
  const id = Id.safeParse(q.toLowerCase());
  return {
    digits: /^\d+$/.test(digits) && digits.length >= DIGITS_LEAST ? digits : undefined,
    reference: /^[0-9a-f]{12}$/.test(hex) ? hex : undefined,
    id: id.data,
  };
}
