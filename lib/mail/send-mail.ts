import { createTransport } from "nodemailer";
import { type Env, env } from "@/lib/env";
import { log } from "@/lib/log";
import { domainOf, withoutMailboxes } from "./mail-addresses";

export type Mail = { to: string; subject: string; text: string; html: string };
type Settings = Pick<Env, "smtp" | "sandboxUrl">;

const TIMEOUT_MS = 10_000;

/**
 * Sends a mail by SMTP, or puts it into the sandbox's inbox, or, with neither, only logs that there was
 * one. The log never holds the text: it carries sign-in links. Throws when the server refuses it, naming nobody.
 */
export async function sendMail(mail: Mail, { smtp, sandboxUrl }: Settings = env()): Promise<void> {
  if (smtp) return sendBySmtp(mail, smtp);
  if (sandboxUrl) return putIntoInbox(mail, sandboxUrl);
  log().warn(
    { toDomain: domainOf(mail.to), subject: mail.subject, hint: "set SMTP_URL" },
    "a mail was not delivered: no mail server is configured",
  );
}

async function sendBySmtp(mail: Mail, { url, from }: { url: string; from: string }): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ ...mail, to: { name: "", address: mail.to }, from });
  } catch (error) {
    throw new Error(withoutMailboxes(error instanceof Error ? error.message : "no mail was sent"));
  } finally {
    transport.close();
  }
}

async function putIntoInbox(mail: Mail, sandboxUrl: string): Promise<void> {
  const response = await fetch(`${sandboxUrl}/inbox`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(mail),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The sandbox's inbox answered ${response.status}.`);
}
