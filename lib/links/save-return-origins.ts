import { z } from "zod";
import { putReturnUrls } from "@/db/queries/return-urls";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { readReturnOrigins, toReturnOrigin } from "./return-urls";

const ORIGINS_MAX = 50;

/** One origin per line; empty lines are left out. */
export const SaveReturnOrigins = z.strictObject({
  origins: z
    .string()
    .max(10_000)
    .transform((text, context) => {
      const lines = text.split(/\s+/).filter(Boolean);
      const wrong = lines.find((line) => !toReturnOrigin(line));
      if (wrong)
        context.addIssue({
          code: "custom",
          message: `${wrong.slice(0, 80)}: write the origin only, for example https://app.example.com, or http://localhost:3000 while developing.`,
        });
      return [...new Set(lines.flatMap((line) => toReturnOrigin(line) ?? []))];
    })
    .refine((origins) => origins.length <= ORIGINS_MAX, `List at most ${ORIGINS_MAX} origins.`),
});

/** Sets the origins that links may send customers back to; links to others stop doing so at once. Throws forbidden. */
export async function saveReturnOrigins(
  ctx: Context,
  { origins }: z.infer<typeof SaveReturnOrigins>,
): Promise<{ origins: string[] }> {
  requireRole(ctx, "owner");
  await ctx.db.transaction(async (tx) => {
    const before = await readReturnOrigins(tx);
    await putReturnUrls(tx, origins, ctx.now());
    const detail = {
      added: origins.filter((origin) => !before.includes(origin)),
      removed: before.filter((origin) => !origins.includes(origin)),
    };
    await recordAudit(tx, ctx, { action: "settings.return_urls_changed", detail });
  });
  return { origins };
}
