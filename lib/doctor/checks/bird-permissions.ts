import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { findWorkspace } from "@/lib/bird/list-workspaces";
import { probeRead } from "@/lib/bird/probe";
import { NEVER_TRIED, triedWrites, tryWrites, type WriteOutcome } from "../bird-writes";
import { defineCheck, ok, problem, warning } from "../check";
import { birdMissing, providerTrouble } from "../trouble";

type Probe = { permission: string; segments: string[] };
type Outcome = WriteOutcome;

/**
 * Tries each read that Perch makes at Bird on one workspace that exists, and each change where there is nothing to
 * change. A 404 is an answer: the key was let in.
 */
export const birdPermissions = defineCheck({
  id: "bird_permissions",
  group: "bird",
  async run(ctx) {
    const { bird } = ctx;
    if (!bird) return birdMissing(ctx);
    try {
      const workspace = await findWorkspace(bird, () => true);
      const probes = workspace ? probesOf(bird, workspace.id) : organizationProbes(bird);
      const reads = await Promise.all(probes.map((probe) => tryProbe(bird, probe)));
      const writes = await tryWrites(bird);
      const of = (kind: Outcome["kind"], outcomes: Outcome[] = []) =>
        outcomes.filter((one) => one.kind === kind).map(({ permission }) => permission);
      const denied = [...of("denied", reads), ...of("denied", writes)];
      const unclear = [...of("unclear", reads), ...of("unclear", writes)];
      const tried = of("allowed", writes);
      const unprobed = [...(writes ? [] : triedWrites(bird)), ...NEVER_TRIED];
      const facts = { allowed: of("allowed", reads), tried, unprobed };
      if (denied.length > 0) return problem("denied", { denied, ...facts });
      if (unclear.length > 0) return warning("unclear", { unclear, ...facts });
      if (!workspace) return warning("noWorkspace", facts);
      const seen = { count: facts.allowed.length, workspace: workspace.name, ...facts };
      return writes ? ok("allowed", seen) : ok("readsOnly", seen);
    } catch (error) {
      return providerTrouble(error);
    }
  },
});

function organizationProbes({ options }: BirdClient): Probe[] {
  const organization = ["organizations", options.organizationId];
  return [
    { permission: "view workspaces", segments: [...organization, "workspaces"] },
    { permission: "view numbers-stock-items", segments: [...organization, "numbers-stock-items"] },
  ];
}

function probesOf(bird: BirdClient, workspaceId: string): Probe[] {
  const organization = ["organizations", bird.options.organizationId];
  const hooks = [...organization, "workspaces", workspaceId, "webhook-subscriptions"];
  const inWorkspace = ["numbers", "connectors", "channels"].map((part) => ({
    permission: `view workspaces/*/${part}`,
    segments: ["workspaces", workspaceId, part],
  }));
  return [
    ...organizationProbes(bird),
    { permission: "view workspaces/*", segments: [...organization, "workspaces", workspaceId] },
    { permission: "view workspaces/*/webhook-subscriptions", segments: hooks },
    ...inWorkspace,
  ];
}

async function tryProbe(bird: BirdClient, { permission, segments }: Probe): Promise<Outcome> {
  try {
    await probeRead(bird, ...segments);
    return { permission, kind: "allowed" };
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    if (error.isAuth) return { permission, kind: "denied" };
    return { permission, kind: error.isTemporary ? "unclear" : "allowed" };
  }
}
