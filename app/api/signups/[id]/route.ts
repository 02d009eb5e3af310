import { memberRoute } from "@/lib/http/member-route";
import { getSignup, SignupId } from "@/lib/signups/get-signup";

export const GET = memberRoute({
  schema: SignupId,
  input: ({ params }) => ({ signupId: params.id }),
  run: async (ctx, input) => Response.json(await getSignup(ctx, input)),
});
