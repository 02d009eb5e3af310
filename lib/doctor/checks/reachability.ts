import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { z } from "zod";

import { type DoctorContext, defineCheck, ok, problem, warning } from "../check";

const TIMEOUT_MS = 8_000;
const Alive = z.object({ status: z.literal("ok") });

/** Whether Meta and Bird can post to this portal: a public https address that leads here. */
export const reachability = defineCheck({
  id: "reachability",
  group: "portal",
  async run(ctx) {
    const { appUrl } = ctx.env;
    const isPublic = await isPublicAddress(new URL(appUrl));
    const answer = await askOurselves(appUrl);
    if (answer.kind === "down" && !ctx.isServing) return warning("stopped", { appUrl });
    if (answer.kind !== "alive")
      return problem(answer.kind === "down" ? "silent" : "stranger", { appUrl, ...answer.facts });
    if (isPublic && appUrl.startsWith("https:")) return ok("public", { appUrl });
    return isStandIn(ctx.env) ? ok("local", { appUrl }) : problem("private", { appUrl });
  },
});

type Answer = { kind: "alive" | "down" | "stranger"; facts: { saw?: string } };

async function askOurselves(appUrl: string): Promise<Answer> {
  try {
    const answer = await fetch(`${appUrl}/api/health/live`, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.status === 200 && Alive.safeParse(body).success) return { kind: "alive", facts: {} };
    return { kind: "stranger", facts: { saw: `HTTP ${answer.status}` } };
  } catch (error) {
    return { kind: "down", facts: { saw: causeOf(error) } };
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}

/** Both providers are stand-ins, which may post to this machine. */
function isStandIn({ meta, bird, sandboxUrl }: DoctorContext["env"]): boolean {
  if (sandboxUrl) return true;
  const hosts = [meta.settings?.graphUrl, bird.settings?.apiUrl].map(
    (url) => url && new URL(url).hostname,
  );
  return hosts.every((host) => host && !/(^|\.)(facebook|bird)\.com$/.test(host));
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  PRIVATE.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  PRIVATE.addSubnet(network, bits, "ipv6");

/** Bird takes no IP address and no name without a dot, so those count as not public. */
async function isPublicAddress({ hostname }: URL): Promise<boolean> {
  if (isIP(hostname.replace(/^\[|\]$/g, "")) || !/\.[a-z]{2,}$/i.test(hostname)) return false;
  const found = await lookup(hostname, { all: true }).catch(() => []);
  return (
    found.length > 0 &&
    found.every(({ address, family }) => !PRIVATE.check(address, family === 6 ? "ipv6" : "ipv4"))
  );
}
