import { z } from "zod";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { BirdError } from "@/lib/bird/errors";
import { setTechProvider } from "@/lib/bird/tech-provider";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";

/** The values that the operator saw when pressing the button. */
export const SendTechProvider = z.strictObject({ solutionId: z.string(), businessId: z.string() });

/**
 * Tells Bird our partner solution and portfolio. Throws forbidden (viewers), not_configured, conflict when the values
 * seen are not the configured ones any more, provider_unavailable when Bird does not take them.
 */
export async function sendTechProvider(
  ctx: Context<Operator>,
  seen: z.infer<typeof SendTechProvider>,
): Promise<void> {
  requireRole(ctx, "admin");
  const t = getTranslator("en");
  const { solutionId, businessId } = ctx.env.meta.settings ?? {};
  const { bird } = ctx;
  if (!bird || !solutionId || !businessId)
    throw new AppError("not_configured", t("doctor.techProvider.missing"));
  if (seen.solutionId !== solutionId || seen.businessId !== businessId)
    throw new AppError("conflict", t("doctor.techProvider.stale"));
  await setTechProvider(bird, { solutionId, businessId }).catch(refused);
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, { action: "bird.tech_provider_set", detail: { solutionId, businessId } }),
  );
}

function refused(error: unknown): never {
  if (!(error instanceof BirdError)) throw error;
  const t = getTranslator("en");
  const values = { provider: "Bird", operation: error.http.message };
  const finding = error.isTemporary ? "unreachable" : "refused";
  throw new AppError("provider_unavailable", t(`doctor.shared.${finding}.text`, values));
}
