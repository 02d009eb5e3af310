/** A symmetric key of 32 bytes and the id that sealed values carry. */
export type EncryptionKey = { kid: string; key: Uint8Array };

/**
 * Parses `kid:base64(32 bytes)`, comma separated; the first key seals, all of them open.
 * Throws an Error that says which entry is wrong, never its content.
 */
export function parseEncryptionKeys(list: string): EncryptionKey[] {
  const keys = list.split(",").map((entry, index) => parseKey(entry.trim(), index + 1));
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length)
    throw new Error("two keys share one id");
  return keys;
}

function parseKey(entry: string, position: number): EncryptionKey {
  const separator = entry.indexOf(":");
  const kid = entry.slice(0, separator);
  const key = Buffer.from(entry.slice(separator + 1), "base64");
  if (separator < 1 || !/^[\w.-]+$/.test(kid) || key.length !== 32) {
    throw new Error(
      `entry ${position} must be kid:base64 of 32 bytes, for example k1:$(openssl rand -base64 32)`,
    );
  }
  return { kid, key: new Uint8Array(key) };
}
