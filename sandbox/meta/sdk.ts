import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { NodeEnv } from "../faults.ts";
import { readAsset } from "../html/assets.ts";
import type { World } from "../world.ts";

/** `/sdk.js`, with the ways in which Meta's own SDK fails to arrive. */
export function sdkRoutes(world: World): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get("/sdk.js", async (c) => {
    const { sdk, sdkDelayMs, sdkBlockedBy } = world.settings;
    if (sdk === "blocked" && sdkBlockedBy === "connection") {
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    if (sdk === "blocked") return c.text("blocked by the sandbox", 503);
    if (sdk === "slow") await new Promise((wake) => setTimeout(wake, sdkDelayMs));
    const source = readAsset("sdk.js").replace(
      "__SANDBOX_URL__",
      new URL(world.config.publicUrl).origin,
    );
    return c.body(source, 200, {
      "Content-Type": "text/javascript; charset=utf-8",
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": "no-store",
    });
  });
}
