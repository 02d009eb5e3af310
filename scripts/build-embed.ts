import path from "node:path";
import { build } from "esbuild";
import { ROOT } from "./paths";

/** Where Next serves it from, as `/embed.js`. */
export const EMBED = path.join(ROOT, "public/embed.js");

/** Builds what ISVs put on their pages. One file, no dependency; browsers of the last four years. */
export async function buildEmbed(outfile = EMBED): Promise<void> {
  await build({
    entryPoints: [path.join(ROOT, "embed/embed.ts")],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020"],
    legalComments: "none",
    logLevel: "warning",
  });
}
