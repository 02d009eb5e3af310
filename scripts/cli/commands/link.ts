import { z } from "zod";
import { AppError } from "../../../lib/errors";
import { CreateLink, createLink } from "../../../lib/links/create-link";
import { requireTenant } from "../../../lib/tenants/tenant-ref";
import { command } from "../command";

/** A link's options as they are typed; the verb parses what they say. */
const Typed = z.object({ externalId: z.string().optional(), mail: z.boolean().optional() }).loose();

export const createLinkCommand = command({
  noun: "link",
  verb: "create",
  summary: "Makes a link for a customer and shows its address, once.",
  options: {
    "tenant-id": { value: "ID", about: "Which customer." },
    "external-id": { value: "ID", about: "The same by your own id." },
    "tenant-name": { value: "NAME", about: "Or a new customer of this name." },
    "number-id": {
      value: "ID",
      about: "The Bird number to connect, or own. The customer chooses without it.",
    },
    "expected-phone-number": { value: "NUMBER", about: "Any other number is refused." },
    "lifetime-minutes": { value: "N", about: "How long it works; a week without it." },
    "success-url": { value: "URL", about: "Where the customer goes once connected." },
    "failure-url": { value: "URL", about: "Where the customer goes otherwise." },
    email: { value: "EMAIL", about: "Whoever opens it is signed in as this person." },
    mail: { about: "Mail the link to that address." },
  },
  details: [
    "The customer's older links stop working. Return addresses must be of an origin that an owner has",
    "allowed under Links, Return addresses.",
  ],
  examples: [
    "--external-id cus_4711",
    '--tenant-name "Harbor Coffee" --email ada@harbor.example --mail',
    "--tenant-id 01a219b9-441f-75aa-95e4-cca60006b728 --success-url https://app.example.com/done",
  ],
  oneOf: ["tenant-id", "external-id", "tenant-name"],
  schema: Typed,
  run: async (ctx, { externalId, mail, ...typed }) => {
    if (externalId !== undefined && (typed.tenantId || typed.tenantName))
      throw new AppError("invalid_input", "Name the customer once.");
    const tenantId = externalId ? (await requireTenant(ctx, { externalId })).id : typed.tenantId;
    const input = CreateLink.parse({ ...typed, tenantId, ...(mail && { mail: "on" }) });
    const link = await createLink(ctx, input);
    const mailed = {
      sent: ["It is on its way by mail, too."],
      failed: ["The mail was not sent. Hand the address over yourself."],
      not_asked: [],
    }[link.mail];
    return {
      data: { ...link },
      lines: [
        `This address is not shown again. It works until ${link.expiresAt}.`,
        link.url,
        ...mailed,
      ],
    };
  },
});
