import { memberRoute } from "@/lib/http/member-route";
import { receivedResponse } from "@/lib/http/signup-response";
import { SignupId } from "@/lib/signups/get-signup";
import { resumeSignup } from "@/lib/signups/resume-signup";

export const POST = memberRoute({
  schema: SignupId,
  input: ({ params }) => ({ signupId: params.id }),
  run: async (ctx, input) => receivedResponse(await resumeSignup(ctx, input), ctx.requestId),
});
