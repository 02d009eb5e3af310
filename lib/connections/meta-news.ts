import { z } from "zod";
import type { ConnectionRow } from "@/db/queries/connections";
import type { NoticeKind } from "./note-account-event";

const text = z.string().nullish().catch(undefined);
const at = z.coerce.date();

/** Kinds of news that are shown, as they were kept. */
const KINDS = {
  restriction: z.object({
    at,
    restrictions: z.array(
      z.object({
        type: text,
        /** Unix seconds. */
        expiration: z.coerce.number().positive().max(8.64e12).optional().catch(undefined),
        remediation: text,
      }),
    ),
  }),
  violation: z.object({ at, type: text }),
  ban: z.object({ at, state: text, date: text }),
  review: z.object({ at, decision: text }),
  name: z.object({ at, decision: text, rejectionReason: text }),
  alert: z.object({ at, severity: text, status: text, description: z.string().min(1) }),
  offboarded: z.object({ at, isOffboarded: z.boolean() }),
  bird_access: z.object({ at, isLost: z.boolean() }),
} as const satisfies Partial<Record<NoticeKind, z.ZodType>>;

type Kind = keyof typeof KINDS;
export type News = { [kind in Kind]?: z.infer<(typeof KINDS)[kind]> };

/** What Meta told by webhook, the newest of each kind; what has another shape than expected is left out. */
export function readNews(notices: ConnectionRow["notices"]): News {
  const kinds = Object.entries(KINDS).flatMap(([kind, schema]) => {
    const { data } = schema.safeParse(notices[kind]);
    return data ? [[kind, data]] : [];
  });
  return Object.fromEntries(kinds) as News;
}
