import { getTranslator } from "@/lib/i18n/translator";
import { escapeHtml, htmlMail } from "@/lib/mail/html-mail";
import type { StopReason } from "./states";

type Stopped = {
  host: string;
  stopReason: StopReason;
  failingSince: Date | null;
  consoleUrl: string;
};

/** The mail that says that an endpoint was switched off, as text and as HTML. */
export function stoppedMail({ host, stopReason, failingSince, consoleUrl }: Stopped) {
  const t = getTranslator("en");
  const since = failingSince
    ? `${failingSince.toISOString().slice(0, 16).replace("T", " ")} UTC`
    : "-";
  const subject = t("endpoints.mail.subject", { host });
  const intro = t(`endpoints.mail.${stopReason}`, { host, since });
  const rest = t(`endpoints.mail.${stopReason}Next`);
  return {
    subject,
    text: `${intro}\n\n${consoleUrl}\n\n${rest}\n`,
    html: htmlMail({
      title: subject,
      paragraphs: [intro, rest].map(escapeHtml),
      button: { label: t("endpoints.mail.button"), url: consoleUrl },
    }),
  };
}
