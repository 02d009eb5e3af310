import { SIGN_IN_MAIL_LIFETIME_SECONDS } from "@/lib/auth/lifetimes";
import type { Brand } from "@/lib/brand/brand";
import { brandPalette } from "@/lib/brand/contrast";
import { getTranslator } from "@/lib/i18n/translator";
import { escapeHtml, htmlMail } from "@/lib/mail/html-mail";

/** The mail with a sign-in link, as text and as HTML, in the brand of whoever it comes from. */
export function signInMail(url: string, { name: isvName, color }: Pick<Brand, "name" | "color">) {
  const t = getTranslator("en");
  const minutes = SIGN_IN_MAIL_LIFETIME_SECONDS / 60;
  const subject = t("auth.mail.subject", { isvName });
  const intro = t("auth.mail.intro", { isvName });
  const expiry = t("auth.mail.expiry", { minutes });
  const ignore = t("auth.mail.ignore");
  return {
    subject,
    text: `${intro}\n\n${url}\n\n${expiry}\n${ignore}\n`,
    html: htmlMail({
      title: subject,
      paragraphs: [intro, expiry, ignore].map(escapeHtml),
      button: { label: t("auth.mail.button"), url },
      color: color && brandPalette(color).light.primary,
    }),
  };
}
