import { ConnectionFilters } from "@/lib/connections/connection-filters";
import { exportConnections } from "@/lib/connections/export-connections";
import { operatorDownload } from "@/lib/http/operator-download";

export const GET = operatorDownload({
  schema: ConnectionFilters,
  name: "connections",
  run: exportConnections,
});
