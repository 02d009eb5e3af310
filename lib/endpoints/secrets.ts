import type { EndpointRow } from "@/db/queries/endpoints";
import type { Context } from "@/lib/context";

/** Endpoints belong to the ISV itself and to no tenant. */
const bindingOf = (rowId: string) => ({ tenantId: "isv", rowId });

/** Seals a signing secret for its endpoint. */
export function sealSecret(ctx: Context, endpointId: string, secret: string): Promise<string> {
  return ctx.vault.seal(secret, bindingOf(endpointId));
}

/** The secrets that sign now, the present one first; the one before it until its time is over. Throws VaultError. */
export async function openSecrets(ctx: Context, endpoint: EndpointRow): Promise<string[]> {
  const { id, sealedSecret, sealedPreviousSecret, previousSecretUntil } = endpoint;
  const isOverlap = previousSecretUntil !== null && previousSecretUntil > ctx.now();
  const sealed = [
    sealedSecret,
    ...(isOverlap && sealedPreviousSecret ? [sealedPreviousSecret] : []),
  ];
  return Promise.all(sealed.map((one) => ctx.vault.open(one, bindingOf(id))));
}
