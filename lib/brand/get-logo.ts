import { findLogo } from "@/db/queries/brand";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { type Logo, parseLogo } from "./logo";

/** The portal's logo, which everybody may see. Throws not_found when there is none of this hash. */
export async function getLogo(ctx: Pick<Context, "db">, hash: string): Promise<Logo> {
  const row = await findLogo(ctx.db);
  if (typeof row?.logo !== "string" || row.hash !== hash) throw notFound("logo");
  try {
    return parseLogo(row.logo);
  } catch (error) {
    if (error instanceof AppError) throw notFound("logo");
    throw error;
  }
}
