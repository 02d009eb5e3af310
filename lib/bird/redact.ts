const HIDDEN = "[hidden]";
const OPAQUE = /[A-Za-z0-9_-]{20,}/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A provider's text without the given secrets and without anything as long and opaque as a token; UUIDs stay. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter(Boolean);
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return without.replace(OPAQUE, (run) => (UUID.test(run) ? run : HIDDEN));
}
