import { z } from "zod";
import { CreateKey } from "./create-key";
import { SCOPES } from "./states";

/** The name of a scope's checkbox. */
export const scopeField = (scope: string): string => `scope.${scope}`;

/** A new key as its form posts it: one checkbox per scope, and an empty choice for no end. */
export const CreateKeyForm = z
  .record(z.string(), z.string())
  .transform(({ name = "", expiresInDays, ...boxes }) => ({
    name,
    ...(expiresInDays && { expiresInDays: Number(expiresInDays) }),
    scopes: SCOPES.filter((scope) => boxes[scopeField(scope)] === "on"),
  }))
  .pipe(CreateKey);
