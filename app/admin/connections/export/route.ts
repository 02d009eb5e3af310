import { ConnectionFilters } from "@/lib/connections/connection-filters";
import { exportConnections } from "@/lib/connections/export-connections";
import { operatorRoute } from "@/lib/http/operator-route";

export const GET = operatorRoute({
  schema: ConnectionFilters,
  run: async (ctx, filters) => {
    const day = ctx.now().toISOString().slice(0, 10);
    return new Response(await exportConnections(ctx, filters), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="connections-${day}.csv"`,
      },
    });
  },
});
