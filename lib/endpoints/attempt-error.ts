import type { AttemptError } from "./states";

const CODES: Record<string, AttemptError> = {
  ENOTFOUND: "name_unknown",
  EAI_AGAIN: "name_unknown",
  ECONNREFUSED: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  EPROTO: "certificate",
};
/** OpenSSL's names for what is wrong with a certificate, and Node's own. */
const OF_CERTIFICATE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** Why a request got no answer, out of what the HTTP client threw; `closed` when it says no more. */
export function attemptErrorOf(error: unknown): AttemptError {
  for (const { name, code } of causesOf(error)) {
    if (name === "AddressRefusedError") return "address_refused";
    if (name === "TimeoutError") return "timeout";
    const known = CODES[code];
    if (known) return known;
    if (OF_CERTIFICATE.test(code)) return "certificate";
  }
  return "closed";
}

/** The error, what caused it, and each of several that it sums up. */
function causesOf(error: unknown, depth = 0): { name: string; code: string }[] {
  if (typeof error !== "object" || error === null || depth > 3) return [];
  const { name, code, cause, errors } = error as Record<string, unknown>;
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])];
  return [
    { name: String(name), code: String(code) },
    ...inner.flatMap((one) => causesOf(one, depth + 1)),
  ];
}
