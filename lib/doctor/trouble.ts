import { BirdError } from "@/lib/bird/errors";
import { MetaError } from "@/lib/meta/errors";
import { type DoctorContext, type Facts, problem, skipped } from "./check";

/** What to say when Meta's settings are incomplete: a problem where the missing variable is this check's own. */
export function metaMissing({ env }: DoctorContext, own: string[] = []) {
  const { missing } = env.meta;
  const mine = missing.filter((name) => own.includes(name));
  if (mine.length > 0) return problem("missing", { variables: mine });
  return skipped("missing", { variables: missing });
}

/** The same of Bird's settings. */
export function birdMissing({ env }: DoctorContext, isOwn = false) {
  const facts = { variables: env.bird.missing };
  return isOwn ? problem("missing", facts) : skipped("missing", facts);
}

/** A failed call to Meta or Bird as a verdict: not reached, or refused. Other errors are thrown on. */
export function providerTrouble(error: unknown) {
  if (!(error instanceof MetaError) && !(error instanceof BirdError)) throw error;
  const provider = error instanceof MetaError ? "Meta" : "Bird";
  const finding = error.isTemporary ? "unreachable" : "refused";
  return problem(finding, { provider, ...troubleFacts(error) });
}

/** What support needs of a failed call. */
export function troubleFacts(error: MetaError | BirdError): Facts {
  const { source: _, ...detail } = error.detail;
  return Object.fromEntries(
    Object.entries(detail).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
}

/** Why a check of the database cannot be made. */
export function databaseMissing({ databaseTrouble }: DoctorContext) {
  if (databaseTrouble?.kind === "unreachable")
    return skipped("databaseUnreachable", { text: databaseTrouble.text });
  return skipped("databaseLocked", { text: databaseTrouble?.text ?? "" });
}
