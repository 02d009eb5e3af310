import { z } from "zod";
import type { ConnectionListFilters } from "@/db/queries/connection-list";
import type { SearchTerms } from "@/db/queries/connection-search";
import { FAILURE_CODES, FAILURES, type FailureCode, PARTIES } from "@/lib/failures";
import { Id } from "@/lib/ids";
import { CONNECTION_STATES } from "./states";

export const NUMBER_SOURCES = ["own", "bird"] as const;

const given = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

/** The filters of the list as its URL says them; what cannot be read is left out. */
export const ConnectionFilters = z.object({
  state: given(z.enum(CONNECTION_STATES)),
  party: given(z.enum(PARTIES)),
  code: given(z.enum(FAILURE_CODES)),
  tenant: given(Id),
  source: given(z.enum(NUMBER_SOURCES)),
  /** Days in UTC, both included. */
  from: given(z.iso.date()),
  to: given(z.iso.date()),
  q: given(z.string().trim().min(1).max(200)),
});
export type ConnectionFilters = z.output<typeof ConnectionFilters>;

const DAY_MS = 86_400_000;

/** The same as the database understands them; programs may ask for those of one link, too. */
export function toListFilters(
  filters: ConnectionFilters & Pick<ConnectionListFilters, "linkId">,
): ConnectionListFilters {
  const { state, tenant: tenantId, linkId, source, from, to } = filters;
  return {
    ...{ state, linkId },
    codes: codesOf(filters),
    tenantId,
    source,
    from: from ? new Date(from) : undefined,
    until: to ? new Date(Date.parse(to) + DAY_MS) : undefined,
  };
}

/** Who must act follows from the failure: a connection without one waits for nobody. */
function codesOf({ party, code }: ConnectionFilters): FailureCode[] | undefined {
  if (!party && !code) return undefined;
  return FAILURE_CODES.filter(
    (one) => (!party || FAILURES[one].party === party) && (!code || one === code),
  );
}

const DIGITS_MIN = 4;

/** Everything that a search text may mean: a number is written in many ways, and a reference may be all digits. */
export function toSearchTerms(q: string): SearchTerms {
  const text = q.trim().toLowerCase();
  const bare = text.replace(/[\s-]/g, "");
  // What people put between the digits of a number, and nothing else.
  const isNumber = /^\+?[\d\s().\-/]+$/.test(text);
  const digits = isNumber ? text.replace(/\D/g, "").replace(/^00/, "") : "";
  const isLong = digits.length >= DIGITS_MIN;
  return {
    text,
    phonePrefix: isLong ? `+${digits}` : undefined,
    wabaPrefix: isLong && /^\d+$/.test(bare) ? bare : undefined,
    // A whole id ends as its reference does.
    reference: /^([0-9a-f]{12}|[0-9a-f]{32})$/.test(bare) ? bare.slice(-12) : undefined,
  };
}
