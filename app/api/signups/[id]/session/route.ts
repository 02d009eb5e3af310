import { memberRoute } from "@/lib/http/member-route";
import { receivedResponse } from "@/lib/http/signup-response";
import { ReceiveSession, receiveSession } from "@/lib/signups/receive-session";

export const POST = memberRoute({
  schema: ReceiveSession,
  input: async ({ params, json }) => ({ signupId: params.id, event: await json() }),
  run: async (ctx, input) => receivedResponse(await receiveSession(ctx, input), ctx.requestId),
});
