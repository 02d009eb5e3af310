import { findEndpoint } from "@/db/queries/endpoints";
import { listOwnerEmails } from "@/db/queries/operators";
import type { Context } from "@/lib/context";
import { sendMail } from "@/lib/mail/send-mail";
import { hostOf } from "./endpoint-url";
import { stoppedMail } from "./stopped-mail";

/** Mails the owners that an endpoint was switched off, unless it is on again. Throws when a mail was not taken. */
export async function tellStopped(
  ctx: Context,
  { endpointId }: { endpointId: string },
): Promise<void> {
  const endpoint = await findEndpoint(ctx.db, endpointId);
  if (!endpoint?.stopReason) return;
  const { url, stopReason, failingSince } = endpoint;
  const mail = stoppedMail({
    ...{ host: hostOf(url), stopReason, failingSince },
    consoleUrl: `${ctx.env.appUrl}/admin/webhooks/endpoints/${endpointId}`,
  });
  const { smtp, sandboxUrl } = ctx.env;
  for (const to of await listOwnerEmails(ctx.db))
    await sendMail({ to, ...mail }, { smtp, sandboxUrl });
}
