import { verifyMailServer } from "@/lib/mail/verify-mail-server";
import { defineCheck, ok, problem, warning } from "../check";

const TIMEOUT_MS = 8_000;

/** Whether mail can leave: connects and signs in to the server, and sends nothing. */
export const mail = defineCheck({
  id: "mail",
  group: "portal",
  async run({ env }) {
    if (env.smtp) {
      const { host } = new URL(env.smtp.url);
      const facts = { host, from: env.smtp.from };
      const trouble = await verifyMailServer(env.smtp.url, TIMEOUT_MS);
      return trouble ? problem(trouble.kind, { ...facts, saw: trouble.saw }) : ok("ready", facts);
    }
    if (!env.sandboxUrl) return warning("absent", { variables: ["SMTP_URL"] });
    const inbox = `${env.sandboxUrl}/inbox`;
    const answer = await fetch(inbox, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
      () => undefined,
    );
    return answer?.ok ? ok("inbox", { inbox }) : problem("noInbox", { inbox });
  },
});
