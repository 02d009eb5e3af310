import { webhookRoute } from "@/lib/http/webhook-route";
import { receiveBird } from "@/lib/webhooks/receive-bird";

export const POST = webhookRoute((ctx, { params, headers, body }) =>
  receiveBird(ctx, {
    workspaceId: String(params.workspaceId),
    signature: headers.get("messagebird-signature"),
    timestamp: headers.get("messagebird-request-timestamp"),
    requestId: headers.get("messagebird-request-id"),
    body,
  }),
);
