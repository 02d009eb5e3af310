import { z } from "zod";
import { appToken, type MetaClient } from "./client";

const GranularScope = z.object({
  scope: z.string(),
  target_ids: z.array(z.coerce.string()).optional().catch(undefined),
});

const Answer = z.object({
  data: z.object({
    app_id: z.coerce.string().optional(),
    is_valid: z.boolean(),
    expires_at: z.coerce.number().catch(0),
    scopes: z.array(z.string()).catch([]),
    granular_scopes: z.array(GranularScope).catch([]),
  }),
});

export type TokenFacts = {
  appId: string | undefined;
  isValid: boolean;
  /** Undefined for tokens that never expire; Meta writes 0. */
  expiresAt: Date | undefined;
  scopes: string[];
  /** WABA ids the grant names. Since June 2026 often empty on good tokens, so never a reason to refuse. */
  grantedWabaIds: string[];
};

/** Facts about a business token, read with the app token. Throws MetaError. */
export async function debugToken(client: MetaClient, token: string): Promise<TokenFacts> {
  const { data } = await client.get({
    path: "debug_token",
    token: appToken(client),
    isOwnToken: true,
    query: { input_token: token },
    schema: Answer,
  });
  const ofWhatsApp = data.granular_scopes.filter(({ scope }) =>
    scope.startsWith("whatsapp_business_m"),
  );
  const wabaScopes = ofWhatsApp.filter(({ scope }) => scope !== "whatsapp_business_manage_events");
  return {
    appId: data.app_id,
    isValid: data.is_valid,
    expiresAt: data.expires_at > 0 ? new Date(data.expires_at * 1000) : undefined,
    scopes: data.scopes,
    grantedWabaIds: [...new Set(wabaScopes.flatMap(({ target_ids }) => target_ids ?? []))],
  };
}
