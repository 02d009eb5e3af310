import { CompactEncrypt, compactDecrypt } from "jose";
import type { EncryptionKey } from "./keys";

/** The row and tenant a sealed value belongs to; opening it for any other row fails. */
export type Binding = { tenantId: string; rowId: string };

export type Vault = {
  seal(secret: string, binding: Binding): Promise<string>;
  open(sealed: string, binding: Binding): Promise<string>;
};

/** A sealed value that cannot be opened: foreign row, unknown key or changed bytes. Never carries the value. */
export class VaultError extends Error {
  override name = "VaultError";
}

/**
 * Seals secrets as compact JWE (`dir`, A256GCM), key id, row and tenant in the authenticated header.
 * The first key seals, every key opens. `open` throws VaultError.
 */
export function createVault(keys: EncryptionKey[]): Vault {
  const [active] = keys;
  if (!active) throw new VaultError("No encryption key is configured.");
  const byId = new Map(keys.map(({ kid, key }) => [kid, key]));
  return {
    seal: (secret, { tenantId, rowId }) =>
      new CompactEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader({
          alg: "dir",
          enc: "A256GCM",
          kid: active.kid,
          row: rowId,
          tenant: tenantId,
        })
        .encrypt(active.key),
    async open(sealed, { tenantId, rowId }) {
      const { plaintext, protectedHeader } = await compactDecrypt(
        sealed,
        ({ kid }) => {
          const key = byId.get(kid ?? "");
          if (!key) throw new VaultError(`The key "${kid}" is not in ENCRYPTION_KEYS.`);
          return key;
        },
        { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] },
      ).catch((error: unknown) => {
        throw error instanceof VaultError
          ? error
          : new VaultError("A sealed value could not be opened.");
      });
      if (protectedHeader.row !== rowId || protectedHeader.tenant !== tenantId) {
        throw new VaultError("A sealed value belongs to another row.");
      }
      return new TextDecoder().decode(plaintext);
    },
  };
}
