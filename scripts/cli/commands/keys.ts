import { z } from "zod";
import { type ResealCount, resealAll } from "../../../lib/vault/reseal";
import { command } from "../command";

export const rotateKeysCommand = command({
  noun: "keys",
  verb: "rotate",
  summary: "Seals every token, PIN and secret of the database anew with the active encryption key.",
  options: {},
  details: [
    "These are the keys of ENCRYPTION_KEYS, not API keys: those are replaced on the console's page API keys.",
    "",
    "1. Put a new key in front: ENCRYPTION_KEYS=k2:…,k1:… and restart every process of the portal.",
    "2. Run this, with the same ENCRYPTION_KEYS. The portal goes on working; stopping this and running it",
    "   again is safe, and what is done stays done.",
    "3. When it says that nothing is left, take the old key away and restart.",
  ],
  examples: [""],
  schema: z.strictObject({}),
  run: async (ctx, _input, { tell }) => {
    const { key, columns, missingKeys } = await resealAll(ctx, (count) => tell(toLine(count)));
    const left = columns.reduce((sum, { changed, unreadable }) => sum + changed + unreadable, 0);
    const missing =
      missingKeys.length > 0
        ? ` ENCRYPTION_KEYS lacks ${missingKeys.join(", ")}: add it behind the active one.`
        : "";
    return {
      data: { key, columns, missingKeys, left },
      lines: [
        left === 0
          ? `Everything is under the key ${key}. The others may go.`
          : `${left} are left; keep all keys, and run this again.${missing}`,
      ],
      isFailed: left > 0,
    };
  },
});

function toLine({ column, resealed, current, changed, unreadable }: ResealCount): string {
  const others = [
    ...(changed > 0 ? [`${changed} just replaced`] : []),
    ...(unreadable > 0 ? [`${unreadable} cannot be opened`] : []),
  ];
  return [`${column}: ${resealed} sealed anew`, `${current} were already`, ...others].join(", ");
}
