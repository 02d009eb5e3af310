import { findLink, markLinkMailed } from "@/db/queries/links";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { consumeLimit } from "@/lib/auth/rate-limits";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";
import { escapeHtml, htmlMail } from "@/lib/mail/html-mail";
import { sendMail } from "@/lib/mail/send-mail";
import { getTenant } from "@/lib/tenants/get-tenant";
import type { MadeLink } from "./make-link";

/** What became of the mail; a link whose mail was not sent is good all the same. */
export type LinkMail = "sent" | "failed" | "not_asked";

/** Whether mails reach anybody. */
export function canMail({ env }: Pick<Context, "env">): boolean {
  return Boolean(env.smtp || env.sandboxUrl);
}

/** Throws not_configured where mails would only be logged. */
export function requireMail(ctx: Pick<Context, "env">): void {
  if (canMail(ctx)) return;
  const message =
    "No mail server is configured. Set SMTP_URL, or copy the link and send it yourself.";
  throw new AppError("not_configured", message, { errors: [{ field: "mail", message }] });
}

/** Counts a mail to this address before a link is made for it. Throws too_many_requests. */
export function countLinkMail(db: Db, email: string): Promise<void> {
  return consumeLimit(db, "mail_email", email.toLowerCase());
}

/** Mails a link that was just made to the address it is for, and notes when. The link itself goes nowhere else. */
export async function mailLink(
  ctx: Context,
  { id: linkId, tenantId, url, expiresAt }: MadeLink,
): Promise<LinkMail> {
  const link = await findLink(ctx.db, { tenantId, linkId });
  if (!link?.email || !canMail(ctx)) return "failed";
  const { name: tenantName, locale } = await getTenant(ctx, tenantId);
  const { isvName } = ctx.env;
  const t = getTranslator(locale);
  const isAgain = link.purpose === "reconnect";
  const words = { isvName, tenantName };
  const subject = t(isAgain ? "links.mail.subjectAgain" : "links.mail.subject", words);
  const intro = t(isAgain ? "auth.link.invitedAgain" : "auth.link.invited", words);
  const rest = [
    t("auth.link.next"),
    t("links.mail.until", { until: `${expiresAt.slice(0, 16).replace("T", " ")} UTC` }),
    t("links.mail.ignore", { isvName }),
  ];
  const mail = {
    to: link.email,
    subject,
    text: `${intro}\n\n${url}\n\n${rest.join("\n")}\n`,
    html: htmlMail({
      title: subject,
      paragraphs: [intro, ...rest].map(escapeHtml),
      button: { label: t("links.mail.button"), url },
    }),
  };
  try {
    await sendMail(mail, ctx.env);
  } catch (error) {
    log().error({ err: error, requestId: ctx.requestId, linkId }, "a link was not mailed");
    return "failed";
  }
  await ctx.db.transaction(async (tx) => {
    await markLinkMailed(tx, { tenantId, linkId, now: ctx.now() });
    await recordAudit(tx, ctx, { action: "link.mailed", tenantId, subjectId: linkId });
  });
  return "sent";
}
