import { replacePasswordToken } from "@/db/queries/password-tokens";
import type { Db } from "@/db/types";
import type { Env } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/translator";
import { escapeHtml, htmlMail } from "@/lib/mail/html-mail";
import { sendMail } from "@/lib/mail/send-mail";
import { digest, newSecret } from "@/lib/vault/digest";

const LIFETIME_HOURS = 24;
const HOUR_MS = 3_600_000;

/** Makes a one-time link with which an operator sets a password; only its digest is kept. Older ones end. */
export async function makePasswordLink(
  tx: Db,
  { userId, appUrl, now }: { userId: string; appUrl: string; now: Date },
): Promise<string> {
  const secret = newSecret();
  const expires = new Date(now.getTime() + LIFETIME_HOURS * HOUR_MS);
  await replacePasswordToken(tx, { userId, digest: digest(secret), expires });
  const url = new URL("/sign-in/password", appUrl);
  url.searchParams.set("user", userId);
  url.searchParams.set("token", secret);
  return url.href;
}

type Letter = { kind: "invitation" | "reset"; to: string; url: string; env: Env };

/** Mails such a link. Throws when the mail server does not take it. */
export async function mailPasswordLink({ kind, to, url, env }: Letter): Promise<void> {
  const t = getTranslator("en");
  const values = { isvName: env.isvName, hours: LIFETIME_HOURS, appUrl: env.appUrl };
  const subject = t(`settings.mail.${kind}.subject`, values);
  const intro = t(`settings.mail.${kind}.intro`, values);
  const rest = [
    t("settings.mail.expiry", values),
    ...(env.oidc && kind === "invitation" ? [t("settings.mail.sso", values)] : []),
    t(`settings.mail.${kind}.ignore`),
  ];
  const text = [intro, url, ...rest].join("\n\n");
  const html = htmlMail({
    title: subject,
    paragraphs: [intro, ...rest].map(escapeHtml),
    button: { label: t("settings.mail.button"), url },
  });
  await sendMail({ to, subject, text: `${text}\n`, html }, env);
}

/** Whether mail leaves at all; else a link has to be handed over by hand. */
export function mailLeaves({ smtp, sandboxUrl }: Env): boolean {
  return smtp !== undefined || sandboxUrl !== undefined;
}
