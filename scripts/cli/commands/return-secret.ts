import { z } from "zod";
import { rotateReturnSecret } from "../../../lib/links/return-secret";
import { command } from "../command";

export const rotateReturnSecretCommand = command({
  noun: "return-secret",
  verb: "rotate",
  summary: "Makes a new secret that signs the customer's way back, and shows it, once.",
  options: {},
  details: [
    "The old one signs nothing from then on: put the new one into your product right away. There is no",
    "time in which both count, for an address is signed in the moment in which it is followed.",
  ],
  examples: ["", "--json"],
  schema: z.strictObject({}),
  run: async (ctx) => {
    const made = await rotateReturnSecret(ctx);
    return { data: made, lines: ["Copy it now. It is not shown again:", made.secret] };
  },
});
