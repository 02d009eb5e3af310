import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { MetaError } from "@/lib/meta/errors";
import { setAppWebhook } from "@/lib/meta/set-app-webhook";
import { WEBHOOK_FIELDS } from "./webhook-fields";

const ATTEMPTS_MAX = 20;
const PAUSE_MS = 500;

/**
 * Tells the stand-in where to post, as an operator does by hand in the App Dashboard. Only for a sandbox, for at the
 * real Meta it would replace what is set there. The handshake needs this server to answer, so it is tried a while.
 */
export async function registerSandboxWebhook(ctx: Context): Promise<void> {
  const verifyToken = ctx.env.meta.settings?.webhookVerifyToken;
  if (!ctx.meta || !verifyToken) return;
  const callbackUrl = `${ctx.env.appUrl}/api/webhooks/meta`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await setAppWebhook(ctx.meta, { callbackUrl, verifyToken, fields: WEBHOOK_FIELDS });
    } catch (error) {
      if (!(error instanceof MetaError)) throw error;
      if (attempt >= ATTEMPTS_MAX) {
        log().warn({ err: error, detail: error.detail }, "the sandbox took no webhook");
        return;
      }
      await delay(PAUSE_MS, undefined, { ref: false });
    }
  }
}
