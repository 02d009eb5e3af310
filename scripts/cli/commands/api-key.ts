import { z } from "zod";
import { CreateKey, createKey } from "../../../lib/api-keys/create-key";
import { SCOPES, type Scope } from "../../../lib/api-keys/states";
import { getTranslator } from "../../../lib/i18n/translator";
import { command } from "../command";

const Typed = CreateKey.omit({ scopes: true }).extend({
  scopes: z
    .string(`Name at least one, with commas between: ${SCOPES.join(", ")}.`)
    .transform((text) => text.split(",").map((scope) => scope.trim()))
    .superRefine((scopes, context) => {
      const known: readonly string[] = SCOPES;
      const wrong = scopes.find((scope) => !known.includes(scope));
      if (wrong !== undefined)
        context.addIssue({
          code: "custom",
          message: `"${wrong}" is none. Known: ${SCOPES.join(", ")}.`,
        });
    })
    .pipe(CreateKey.shape.scopes),
  expiresInDays: z.coerce.number().pipe(CreateKey.shape.expiresInDays.unwrap()).optional(),
});

const SCOPE_WIDTH = Math.max(...SCOPES.map(({ length }) => length)) + 2;
const t = getTranslator("en");
/** The same sentence as on the console. */
const saidOf = (scope: Scope) => t(`apiKeys.scopes.${scope.replace(":", "_") as KeyOf<Scope>}`);
type KeyOf<T> = T extends `${infer A}:${infer B}` ? `${A}_${B}` : never;

export const createApiKeyCommand = command({
  noun: "api-key",
  verb: "create",
  summary: "Makes a key for one of your programs and shows it, once.",
  options: {
    name: { value: "NAME", about: "What the key is for." },
    scopes: { value: "LIST", about: "What it may do, with commas between." },
    "expires-in-days": { value: "N", about: "When it ends; never without it." },
  },
  details: ["Scopes:", ...SCOPES.map((scope) => `  ${scope.padEnd(SCOPE_WIDTH)}${saidOf(scope)}`)],
  examples: ['--name "Billing service" --scopes tenants:write,links:write,connections:read'],
  schema: Typed,
  run: async (ctx, input) => {
    const made = await createKey(ctx, input);
    return {
      data: { ...made },
      lines: ["Keep it like a password. It is not shown again:", made.key],
    };
  },
});
