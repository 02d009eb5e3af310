import { z } from "zod";
import { memberRoute } from "@/lib/http/member-route";
import { listNumbers } from "@/lib/numbers/list-numbers";

export const GET = memberRoute({
  schema: z.object({}),
  input: () => ({}),
  run: async (ctx) => Response.json(await listNumbers(ctx)),
});
