import { INVITATION_LIFETIME_DAYS } from "@/lib/auth/invitation-token";
import type { Brand } from "@/lib/brand/brand";
import { brandPalette } from "@/lib/brand/contrast";
import { getTranslator } from "@/lib/i18n/translator";
import { escapeHtml, htmlMail } from "@/lib/mail/html-mail";

type Invitation = { url: string; tenantName: string; locale: string; brand: Brand };

/** The mail that invites a person to a customer's pages, as text and as HTML. */
export function invitationMail({ url, tenantName, locale, brand }: Invitation) {
  const t = getTranslator(locale);
  const about = { isvName: brand.name, tenantName };
  const subject = t("tenants.mail.subject", about);
  const intro = t("tenants.mail.intro", about);
  const rest = [
    t("tenants.mail.expiry", { days: INVITATION_LIFETIME_DAYS }),
    ...(brand.supportEmail ? [t("tenants.mail.help", { email: brand.supportEmail })] : []),
    t("tenants.mail.ignore", about),
  ];
  return {
    subject,
    text: `${intro}\n\n${url}\n\n${rest.join("\n")}\n`,
    html: htmlMail({
      title: subject,
      paragraphs: [intro, ...rest].map(escapeHtml),
      button: { label: t("tenants.mail.button"), url },
      color: brand.color && brandPalette(brand.color).light.primary,
    }),
  };
}
