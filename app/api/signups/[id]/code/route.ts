import { memberRoute, withBody } from "@/lib/http/member-route";
import { signupResponse } from "@/lib/http/signup-response";
import { ReceiveCode, receiveCode } from "@/lib/signups/receive-code";

export const POST = memberRoute({
  schema: ReceiveCode,
  input: async ({ params, json }) => withBody({ signupId: params.id }, await json()),
  run: async (ctx, input) => signupResponse(await receiveCode(ctx, input), ctx.requestId),
});
