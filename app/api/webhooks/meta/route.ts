import { handshakeRoute, webhookRoute } from "@/lib/http/webhook-route";
import { receiveMeta } from "@/lib/webhooks/receive-meta";

export const GET = handshakeRoute;

export const POST = webhookRoute((ctx, { headers, body }) =>
  receiveMeta(ctx, { signature: headers.get("x-hub-signature-256"), body }),
);
