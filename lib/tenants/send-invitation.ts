import type { TenantRow } from "@/db/queries/tenants";
import { getBrand } from "@/lib/brand/get-brand";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { domainOf } from "@/lib/mail/mail-addresses";
import { sendMail } from "@/lib/mail/send-mail";
import { invitationMail } from "./invitation-mail";

type Invited = { tenant: Pick<TenantRow, "id" | "name" | "locale">; email: string; token: string };
export type Delivery = "sent" | "not_configured";

/**
 * Mails an invitation whose token is on record. Says when no mail server is configured; throws provider_unavailable
 * when there is one and it does not take the mail.
 */
export async function sendInvitation(
  ctx: Context<Operator>,
  { tenant, email, token }: Invited,
): Promise<Delivery> {
  const { smtp, sandboxUrl, appUrl } = ctx.env;
  const url = new URL("/sign-in/confirm", appUrl);
  for (const [name, value] of Object.entries({ email, token, next: "/connect" }))
    url.searchParams.set(name, value);
  const { name: tenantName, locale } = tenant;
  const brand = await getBrand(ctx, tenant.id);
  const mail = invitationMail({ url: url.href, tenantName, locale, brand });
  try {
    await sendMail({ to: email, ...mail }, { smtp, sandboxUrl });
  } catch (error) {
    const { requestId } = ctx;
    log().error({ err: error, toDomain: domainOf(email), requestId }, "an invitation was not sent");
    throw new AppError(
      "provider_unavailable",
      "They are a member now, but the mail server did not take the invitation. Send it again in a moment.",
    );
  }
  return smtp || sandboxUrl ? "sent" : "not_configured";
}
