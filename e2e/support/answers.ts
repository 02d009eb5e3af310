import type { Answer } from "./visitor";

/** An answer without what differs from one request to the next. */
export function plain({ status, headers, body }: Answer): string {
  const kept = [...headers].filter(
    ([name]) => !/^(date|x-request-id|content-length|content-security-policy|etag)$/.test(name),
  );
  const text = `${status}\n${kept.map((pair) => pair.join(": ")).join("\n")}\n${body}`;
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replace(/(nonce\\?(?:":\\?"|="))[\w+/=-]+/g, "$1<nonce>");
}

const FIXED = {
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^(no-referrer|strict-origin-when-cross-origin)$/,
  "permissions-policy": /camera=\(\)/,
};

/** Which security headers an answer lacks. */
export function headerFaults({ method, path, headers }: Answer): string[] {
  const isApi = path.startsWith("/api/");
  const policy = isApi
    ? /^default-src 'none'; frame-ancestors 'none'$/
    : /script-src 'nonce-[\w+/=]+' 'strict-dynamic'.*frame-ancestors 'none'/;
  // What a page of the ISV may open keeps its tie to it; nothing else does.
  const { pathname, searchParams } = new URL(path, "http://portal");
  const isCustomersSignIn =
    pathname.startsWith("/sign-in") && /^\/connect(\/|\?|$)/.test(searchParams.get("next") ?? "");
  const isCustomers =
    /^\/(c|connect|sign-in\/confirm\/open)(\/|$)/.test(pathname) || isCustomersSignIn;
  const opener = isCustomers ? /^unsafe-none$/ : /^same-origin-allow-popups$/;
  const wanted = {
    ...FIXED,
    "content-security-policy": policy,
    "cross-origin-opener-policy": opener,
  };
  const faults = Object.entries(wanted).filter(
    ([name, value]) => !value.test(headers.get(name) ?? ""),
  );
  const where = `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id").replace(/^\/c\/[\w-]{40,}/, "/c/:secret")}`;
  const leaky =
    path.startsWith("/c/") && headers.get("referrer-policy") !== "no-referrer"
      ? [`${where}: its secret travels in referrers`]
      : [];
  return [
    ...faults.map(([name]) => `${where}: ${name} is ${headers.get(name)}`),
    ...leaky,
    ...(headers.has("x-powered-by") ? [`${where}: x-powered-by`] : []),
  ];
}
