import { z } from "zod";
import { Id } from "@/lib/ids";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Where a page of a list begins, as its URL says. */
export const Paging = z.object({
  after: Id.optional().catch(undefined),
  before: Id.optional().catch(undefined),
});

/**
 * The state of a list from its URL. A parameter that cannot be read is left out rather than refused, so every field
 * of the schema must be optional and `.catch(undefined)`.
 */
export async function readSearchParams<S extends z.ZodType>(
  schema: S,
  searchParams: SearchParams,
): Promise<z.output<S>> {
  const given = Object.entries(await searchParams).flatMap(([name, value]) => {
    const one = Array.isArray(value) ? value[0] : value;
    return one ? [[name, one] as const] : [];
  });
  return schema.parse(Object.fromEntries(given));
}

/** The address of the same list in another state; undefined and empty values are left out. */
export function hrefWith(
  path: string,
  params: Record<string, string | number | undefined>,
): string {
  const query = new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, String(value)]],
    ),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}
