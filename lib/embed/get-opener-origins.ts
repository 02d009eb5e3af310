import type { Context, Member } from "@/lib/context";
import { readReturnOrigins } from "@/lib/links/return-urls";

/** The origins whose pages may hear how the member's journey goes: those that they may be sent back to. */
export function getOpenerOrigins(ctx: Context<Member>): Promise<string[]> {
  return readReturnOrigins(ctx.db);
}
