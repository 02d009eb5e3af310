import { z } from "zod";

/** Graph answers a write with `{"success":true}`, in places with the word; anything else is no success. */
export const Success = z.object({ success: z.union([z.literal(true), z.literal("true")]) });
