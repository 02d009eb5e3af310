import { readFileSync } from "node:fs";
import { Hono } from "hono";

const TYPES: Record<string, string> = {
  "sandbox.css": "text/css; charset=utf-8",
  "popup.css": "text/css; charset=utf-8",
  "console.css": "text/css; charset=utf-8",
  "popup.js": "text/javascript; charset=utf-8",
  "decoy.js": "text/javascript; charset=utf-8",
  "demo.css": "text/css; charset=utf-8",
  "demo.js": "text/javascript; charset=utf-8",
  "console.js": "text/javascript; charset=utf-8",
  "app.svg": "image/svg+xml",
};

/** What the pages load; read at each request, so that an edit shows at once. */
export function assetRoutes(): Hono {
  return new Hono().get("/assets/:name", (c) => {
    const name = c.req.param("name");
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (!type) return c.notFound();
    return c.body(readAsset(name), 200, { "Content-Type": type, "Cache-Control": "no-cache" });
  });
}

/** A file of the browser folder. */
export function readAsset(name: string): string {
  return readFileSync(new URL(`../browser/${name}`, import.meta.url), "utf8");
}
