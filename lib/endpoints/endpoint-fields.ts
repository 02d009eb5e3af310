import { z } from "zod";
import { Id } from "@/lib/ids";
import { ENDPOINT_EVENT_TYPES } from "./states";

const DESCRIPTION_MAX_CHARS = 200;

export const EndpointKey = z.strictObject({ endpointId: Id });

export const EndpointUrl = z.string().trim().min(1, "Give the address that events are posted to.");
export const EndpointDescription = z
  .string()
  .trim()
  .max(DESCRIPTION_MAX_CHARS, `Use at most ${DESCRIPTION_MAX_CHARS} characters.`)
  .transform((text) => text || null);
export const EndpointTypes = z
  .array(z.enum(ENDPOINT_EVENT_TYPES))
  .min(1, "Choose at least one type, or all.")
  .transform((types) => ENDPOINT_EVENT_TYPES.filter((type) => types.includes(type)));
