import { endOfVersion } from "@/lib/meta/graph-versions";
import { probeVersion } from "@/lib/meta/probe-version";
import { defineCheck, ok, problem, warning } from "../check";
import { metaMissing } from "../trouble";

const DAY_MS = 86_400_000;
const SOON_DAYS = 90;
const TIMEOUT_MS = 8_000;

/** Whether the Graph version in use lives, and for how long. Graph serves an expired one as the oldest that lives. */
export const graphVersion = defineCheck({
  id: "graph_version",
  group: "meta",
  async run(ctx) {
    if (!ctx.meta) return metaMissing(ctx);
    const version = ctx.meta.options.graphVersion;
    const found = await probeVersion(ctx.meta.options, TIMEOUT_MS).catch(() => undefined);
    if (!found) return problem("unreachable", { provider: "Meta", operation: `GET ${version}/me` });
    if (!found.isKnown) return problem("unknown", { version });
    const end = endOfVersion(version);
    if (found.served && found.served !== version)
      return problem("expired", { version, served: found.served, ...(end && { end }) });
    if (!end) return ok("alive", { version });
    const days = Math.floor((Date.parse(end) - ctx.now().getTime()) / DAY_MS);
    if (days < 0) return problem("expired", { version, served: found.served ?? "-", end });
    return days < SOON_DAYS
      ? warning("ending", { version, end, days })
      : ok("dated", { version, end });
  },
});
