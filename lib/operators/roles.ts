import { z } from "zod";
import { Id } from "@/lib/ids";

export const Role = z.enum(["owner", "admin", "viewer"], "Choose a role.");
export const OperatorRef = z.strictObject({ userId: Id });

const PASSWORD_LEAST = 12;
/** Longer ones would let a form cost more than a password is worth. */
const PASSWORD_MOST = 200;

/** A password as it is chosen. */
export const NewPassword = z
  .string()
  .min(PASSWORD_LEAST, `Use at least ${PASSWORD_LEAST} characters; a few words in a row do well.`)
  .max(PASSWORD_MOST, `Use at most ${PASSWORD_MOST} characters.`);
