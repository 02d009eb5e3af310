import { sampleSealed } from "@/db/queries/sealed-columns";
import type { EncryptionKey } from "@/lib/vault/keys";
import { createVault, keyIdOf } from "@/lib/vault/seal";
import { type DoctorContext, defineCheck, ok, problem, warning } from "../check";

const SAMPLE_EACH = 500;

/** Whether every key seals and opens, and whether the tokens in the database can be opened with them. */
export const encryptionKeys = defineCheck({
  id: "encryption_keys",
  group: "portal",
  async run(ctx) {
    const keys = ctx.env.encryptionKeys;
    const broken = await brokenKeys(keys);
    if (broken.length > 0) return problem("broken", { keys: broken });
    const [active] = keys;
    const facts = { active: active?.kid ?? "-", count: keys.length };
    const found = await keyIdsInUse(ctx);
    if (!found) return ok("unseen", facts);
    const known = keys.map(({ kid }) => kid);
    const lost = found.kids.filter((kid) => !known.includes(kid));
    if (lost.length > 0) return problem("lost", { ...facts, lost, sampled: found.sampled });
    const old = found.kids.filter((kid) => kid !== active?.kid);
    if (old.length > 0) return ok("old", { ...facts, old, sampled: found.sampled });
    return known.length > 1 && found.sampled > 0
      ? warning("spare", { ...facts, spare: known.slice(1), sampled: found.sampled })
      : ok("current", { ...facts, sampled: found.sampled });
  },
});

async function brokenKeys(keys: EncryptionKey[]): Promise<string[]> {
  const binding = { tenantId: "doctor", rowId: "doctor" };
  const outcomes = keys.map(async (key) => {
    const vault = createVault([key]);
    const opened = await vault
      .seal("round trip", binding)
      .then((sealed) => vault.open(sealed, binding))
      .catch(() => undefined);
    return opened === "round trip" ? [] : [key.kid];
  });
  return (await Promise.all(outcomes)).flat();
}

async function keyIdsInUse({ db }: DoctorContext) {
  if (!db) return undefined;
  const sealed = await sampleSealed(db, SAMPLE_EACH).catch(() => undefined);
  if (!sealed) return undefined;
  const kids = [...new Set(sealed.map((one) => keyIdOf(one) ?? "?"))].toSorted();
  return { kids, sampled: sealed.length };
}
