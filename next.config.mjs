import path from "node:path";

// Pages get theirs from proxy.ts, with a nonce; running it for every API call would cost a quarter of the rate.
const API_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR || ".next",
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingIncludes: { "/*": ["./db/migrations/**/*"] },
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/argon2", "pino", "pg", "pg-boss"],
  agentRules: false,
  poweredByHeader: false,
  async headers() {
    const headers = Object.entries(API_HEADERS).map(([key, value]) => ({ key, value }));
    return [
      { source: "/api/:path*", headers },
      // ISVs load it into pages of theirs, some of which take nothing that does not say so.
      {
        source: "/embed.js",
        headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }],
      },
      { source: "/_next/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
    ];
  },
  // An imported list of 1 MB, with the form around it.
  experimental: { serverActions: { bodySizeLimit: "2mb" } },
  reactStrictMode: true,
  turbopack: { root: path.resolve(import.meta.dirname) },
};

export default config;
