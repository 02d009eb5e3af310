import { z } from "zod";

/** Bird's ids are UUIDs; what looks otherwise may be another Bird's. Never a dotted segment of a path. */
export const NumberId = z.string().regex(/^[\w-]{8,100}$/, "Send the id of a number at Bird.");
