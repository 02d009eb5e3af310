/** Stands in `links.number_id` for a link that takes the customer's own number only; Bird's ids are UUIDs. */
export const OWN_NUMBER = "own";

/** Which numbers a link may connect: whichever the customer chooses, only one of their own, or one of Bird's. */
export type NumberRule = { kind: "any" } | { kind: "own" } | { kind: "bird"; numberId: string };

/** The rule of a link as its row holds it. */
export function numberRuleOf(link: { numberId: string | null } | undefined): NumberRule {
  if (!link?.numberId) return { kind: "any" };
  return link.numberId === OWN_NUMBER ? { kind: "own" } : { kind: "bird", numberId: link.numberId };
}
