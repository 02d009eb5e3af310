import { InviteOperator, inviteOperator } from "../../../lib/operators/invite-operator";
import { command } from "../command";

export const createOperatorCommand = command({
  noun: "operator",
  verb: "create",
  summary: "Makes somebody an operator, who chooses a password by a one-time link.",
  options: {
    email: { value: "EMAIL", about: "Who it is." },
    role: { value: "ROLE", about: "owner, admin or viewer." },
  },
  details: [
    "The link is mailed when a mail server is configured, and shown here otherwise. It works for a day.",
  ],
  examples: ["--email ada@example.com --role owner"],
  schema: InviteOperator,
  run: async (ctx, input) => {
    const { email, url } = await inviteOperator(ctx, input);
    return {
      data: { email, role: input.role, url: url ?? null },
      lines: url
        ? [`${email} is an operator now. Hand this link over; it is not shown again:`, url]
        : [`${email} is an operator now. The link to choose a password is on its way by mail.`],
    };
  },
});
