import { memberRoute, withBody } from "@/lib/http/member-route";
import { ReportLaunch, reportLaunch } from "@/lib/signups/report-launch";

export const POST = memberRoute({
  schema: ReportLaunch,
  input: async ({ params, json }) => withBody({ signupId: params.id }, await json()),
  run: async (ctx, input) => {
    await reportLaunch(ctx, input);
    return new Response(null, { status: 204 });
  },
});
