import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
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
  const byId = new Map(keys.map(({ kid, key }) => [kid, importKey(key)]));
  const keyOf = (kid: string) => {
    const key = byId.get(kid);
    if (!key) throw new VaultError(`The key "${kid}" is not in ENCRYPTION_KEYS.`);
    return key;
  };
  return {
    async seal(secret, { tenantId, rowId }) {
      const header = { alg: "dir", enc: "A256GCM", kid: active.kid, row: rowId, tenant: tenantId };
      return new CompactEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader(header)
        .encrypt(await keyOf(active.kid));
    },
    async open(sealed, { tenantId, rowId }) {
      const { plaintext, protectedHeader } = await compactDecrypt(
        sealed,
        ({ kid }) => keyOf(kid ?? ""),
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

/** The id of the key that a sealed value needs; undefined when it is none. Opens nothing. */
export function keyIdOf(sealed: string): string | undefined {
  try {
    return decodeProtectedHeader(sealed).kid;
  } catch {
    return undefined;
  }
}

/** Importing costs as much as sealing, so it happens once per key. */
function importKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new Uint8Array(key), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
}
