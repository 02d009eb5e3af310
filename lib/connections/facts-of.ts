import type { ConnectionRow } from "@/db/queries/connections";
import type { Translator } from "@/lib/i18n/translator";
import type { FactView } from "./view";

const QUALITIES = { GREEN: "green", YELLOW: "yellow", RED: "red" } as const;

/** What Meta last said of a connected number, in plain words; what has no words here is left out. */
export function factsOf(
  { health, connectedAt }: Pick<ConnectionRow, "health" | "connectedAt">,
  t: Translator,
): FactView[] {
  const quality = QUALITIES[health?.qualityRating as keyof typeof QUALITIES];
  const limit = limitOf(health?.messagingLimitTier, t);
  const fact = (id: "since" | "quality" | "limit", value: string | undefined) =>
    value ? [{ id, label: t(`connection.facts.${id}`), value }] : [];
  return [
    ...fact("since", connectedAt ? t("connection.facts.date", { at: connectedAt }) : undefined),
    ...fact("quality", quality && t(`connection.facts.${quality}`)),
    ...fact("limit", limit),
  ];
}

/** Meta's words are TIER_250, TIER_2K, TIER_UNLIMITED and so on. */
function limitOf(tier: string | undefined, t: Translator): string | undefined {
  if (tier === "TIER_UNLIMITED") return t("connection.facts.unlimited");
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier ?? "") ?? [];
  if (!digits) return undefined;
  return t("connection.facts.upTo", { count: Number(digits) * (thousands ? 1_000 : 1) });
}
