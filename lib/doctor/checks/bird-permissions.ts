import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { findWorkspace } from "@/lib/bird/list-workspaces";
import { probeRead } from "@/lib/bird/probe";
import { defineCheck, ok, problem, warning } from "../check";
import { birdMissing, providerTrouble } from "../trouble";

/** Permissions that only a change would show; they are listed for the operator to compare. */
const UNPROBED = [
  "create workspaces",
  "create, update, delete workspaces/*/webhook-subscriptions",
  "create, delete workspaces/*/connectors",
  "create workspaces/*/channels/*/messages",
  "create workspaces/*/numbers-long-code",
];

type Probe = { permission: string; segments: string[] };
type Outcome = { permission: string; kind: "allowed" | "denied" | "unclear" };

/** Tries each read that Perch makes at Bird, on one workspace that exists. A 404 is an answer: the key was let in. */
export const birdPermissions = defineCheck({
  id: "bird_permissions",
  group: "bird",
  async run(ctx) {
    const { bird } = ctx;
    if (!bird) return birdMissing(ctx);
    try {
      const workspace = await findWorkspace(bird, () => true);
      const probes = workspace ? probesOf(bird, workspace.id) : organizationProbes(bird);
      const outcomes = await Promise.all(probes.map((probe) => tryProbe(bird, probe)));
      const of = (kind: Outcome["kind"]) =>
        outcomes.filter((one) => one.kind === kind).map(({ permission }) => permission);
      const [denied, unclear, allowed] = [of("denied"), of("unclear"), of("allowed")];
      const facts = { allowed, unprobed: UNPROBED };
      if (denied.length > 0) return problem("denied", { denied, ...facts });
      if (unclear.length > 0) return warning("unclear", { unclear, ...facts });
      if (!workspace) return warning("noWorkspace", facts);
      return ok("allowed", { count: allowed.length, workspace: workspace.name, ...facts });
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
