import type { MiddlewareHandler } from "hono";

/** Headers of the sandbox's own pages. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.get("content-type")?.startsWith("text/html")) return;
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src http: https:; form-action 'self'; base-uri 'none'";
  c.res.headers.set("Content-Security-Policy", policy);
  c.res.headers.set("Cache-Control", "no-store");
  c.res.headers.set("Referrer-Policy", "no-referrer");
};
