import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { Failure } from "@/lib/api/operations/connections";
import { ObjectId, SignupParams, TextOrNull, Time } from "@/lib/api/schemas";
import { ReceiveHostedSignup, receiveHostedSignup } from "@/lib/signups/receive-hosted-signup";
import { getSignupRecord, readSignupRecord, type SignupRecord } from "@/lib/signups/signup-records";
import { SIGNUP_TRANSITIONS, type SignupState } from "@/lib/signups/states";

const STATES = Object.keys(SIGNUP_TRANSITIONS) as SignupState[];

export const Signup = z
  .object({
    object: z.literal("signup"),
    id: ObjectId,
    tenantId: ObjectId,
    externalId: TextOrNull.meta({ description: "Your own id of its tenant." }),
    linkId: ObjectId.nullable(),
    state: z.enum(STATES).meta({ description: "`joined` with a `connectionId` is the good end." }),
    connectionId: ObjectId.nullable().meta({ description: "The connection that it has led to." }),
    numberId: TextOrNull,
    failure: Failure.nullable(),
    supportReference: z.string().meta({ description: "What its customer reads out to support." }),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: "Signup" });

const toSignup = (record: SignupRecord) => ({ object: "signup" as const, ...record });

export const createSignupOperation = operation({
  id: "createSignup",
  method: "POST",
  path: "/signups",
  tag: "Signups",
  summary: "Hand over a signup of your own page",
  description:
    "Post what Meta's window gave your page, within the 30 seconds that a code lives. The code is exchanged and its token sealed before anything else; then the grant is proven and the number goes its way as one of our own pages would. The `code` is this request's own key, so it takes no `Idempotency-Key`: the same code again gets the same answer, and after no answer, a 503, or a 422 about `numberId` it goes on where the first one stopped. Post it again at once.",
  scope: "signups:write",
  body: ReceiveHostedSignup,
  example: {
    externalId: "cus_4711",
    code: "AQBx7Y0kD4mT9wQz",
    wabaId: "524126980791429",
    phoneNumberId: "106540352242922",
  },
  response: Signup,
  status: 202,
  // A kept refusal, or the lease of a process that died, would outlive the code.
  isIdempotent: false,
  problems: [
    ...(["not_found", "tenant_archived", "code_used", "signup_over", "lost_update"] as const),
    ...(["link_over", "number_not_of_link", "not_configured"] as const),
    ...(["provider_refused", "provider_unavailable", "meta_unavailable"] as const),
  ],
  run: async (ctx, { body }) => {
    const { id } = await receiveHostedSignup(ctx, body);
    return toSignup(await readSignupRecord(ctx, id));
  },
});

export const getSignupOperation = operation({
  id: "getSignup",
  method: "GET",
  path: "/signups/{signupId}",
  tag: "Signups",
  summary: "Get a signup",
  description: "How one launch of Meta's window has ended, on your page or on ours.",
  scope: "signups:read",
  params: SignupParams,
  response: Signup,
  problems: ["not_found"],
  run: async (ctx, { params }) => toSignup(await getSignupRecord(ctx, params)),
});
