import { z } from "zod";
import type { ConnectionRow } from "@/db/queries/connections";

/** Meta's news as far as they are shown; one that has another shape than documented is none. */
const News = z.object({
  at: z.coerce.date(),
  event: z.string().optional().catch(undefined),
  decision: z.string().optional().catch(undefined),
  rejection_reason: z.string().nullish().catch(undefined),
  restriction_info: z
    .array(
      z.object({
        restriction_type: z.string(),
        /** Unix seconds. */
        expiration: z.coerce.number().positive().max(8.64e12).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
  ban_info: z
    .object({ waba_ban_state: z.string(), waba_ban_date: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  violation_info: z.object({ violation_type: z.string() }).optional().catch(undefined),
  alert_info: z
    .object({
      alert_severity: z.string().optional().catch(undefined),
      alert_status: z.string().optional().catch(undefined),
      alert_description: z.string(),
    })
    .optional()
    .catch(undefined),
});
export type News = z.infer<typeof News> & { kind: string };

/** What Meta told by webhook, newest first; `kind` is the event, or else the name it was kept under. */
export function readNews(notices: ConnectionRow["notices"]): News[] {
  return Object.entries(notices)
    .flatMap(([key, value]) => {
      const { data } = News.safeParse(value);
      return data ? [{ ...data, kind: data.event ?? key }] : [];
    })
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}
