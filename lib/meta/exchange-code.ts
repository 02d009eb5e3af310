import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { MetaClient } from "./client";
import { MetaError } from "./errors";

const Answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

export type BusinessToken = { token: string; expiresInSeconds: number | undefined };

/** Graph answers 100/36008 when `redirect_uri` has the wrong form; the code is then still unspent. */
const REDIRECT_MISMATCH = 36008;
const UNSENT_RETRY_MS = [250, 1_000, 3_000];

/**
 * Exchanges a code for a business token. Meta: codes live 30 s and work once; POST keeps code and secret out of
 * URLs. Repeats only what cannot have spent the code: the other `redirect_uri` form after 36008, and requests
 * that never left. Throws MetaError.
 */
export async function exchangeCode(client: MetaClient, code: string): Promise<BusinessToken> {
  try {
    return await exchange(client, { code, redirect_uri: "" });
  } catch (error) {
    if (!(error instanceof MetaError) || error.graph?.error_subcode !== REDIRECT_MISMATCH)
      throw error;
    return exchange(client, { code });
  }
}

async function exchange(
  client: MetaClient,
  fields: Record<string, string>,
): Promise<BusinessToken> {
  const { appId, appSecret } = client.options;
  const form = { client_id: appId, client_secret: appSecret, ...fields };
  for (const pauseMs of UNSENT_RETRY_MS) {
    try {
      return toBusinessToken(
        await client.post({ path: "oauth/access_token", form, schema: Answer }),
      );
    } catch (error) {
      if (!(error instanceof MetaError) || !error.isUnsent) throw error;
      await delay(pauseMs);
    }
  }
  return toBusinessToken(await client.post({ path: "oauth/access_token", form, schema: Answer }));
}

function toBusinessToken({ access_token, expires_in }: z.infer<typeof Answer>): BusinessToken {
  return { token: access_token, expiresInSeconds: expires_in };
}
