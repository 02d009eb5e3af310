import { createTransport } from "nodemailer";

export type MailTrouble = { kind: "unreachable" | "rejected"; saw: string };

/** Connects to a mail server and signs in without sending anything; what is wrong with it, or undefined. */
export async function verifyMailServer(
  url: string,
  timeoutMs: number,
): Promise<MailTrouble | undefined> {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
    return undefined;
  } catch (error) {
    // The message may repeat the user name; the code and the server's number may not.
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
    const saw = [code, responseCode].filter(Boolean).join(" ") || "unknown";
    return { kind: code === "EAUTH" ? "rejected" : "unreachable", saw };
  } finally {
    transport.close();
  }
}
