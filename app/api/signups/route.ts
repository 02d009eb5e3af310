import { memberRoute } from "@/lib/http/member-route";
import { CreateSignup, createSignup } from "@/lib/signups/create-signup";

export const POST = memberRoute({
  schema: CreateSignup,
  input: ({ json }) => json(),
  run: async (ctx, input) => Response.json(await createSignup(ctx, input), { status: 201 }),
});
