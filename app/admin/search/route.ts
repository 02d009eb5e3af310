import { operatorRoute } from "@/lib/http/operator-route";
import { SearchConsole, searchConsole } from "@/lib/search/search-console";

export const GET = operatorRoute({
  schema: SearchConsole,
  run: async (ctx, input) => Response.json(await searchConsole(ctx, input)),
});
