import { AuditFilterInput } from "@/lib/audit/audit-filter";
import { exportAudit } from "@/lib/audit/export-audit";
import { operatorDownload } from "@/lib/http/operator-download";

export const GET = operatorDownload({
  schema: AuditFilterInput,
  name: "audit-log",
  run: exportAudit,
});
