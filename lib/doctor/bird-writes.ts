import { z } from "zod";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { birdPath } from "@/lib/bird/path";
import { probeRead } from "@/lib/bird/probe";

/** No workspace, connector, channel or subscription has this id: what is sent there changes nothing. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** A try of these would make a workspace or buy a number if Bird were less strict than its pages say. */
export const NEVER_TRIED = ["create workspaces", "create workspaces/*/numbers-long-code"];

export type WriteOutcome = { permission: string; kind: "allowed" | "denied" | "unclear" };

type Write = { permission: string; send: (bird: BirdClient) => Promise<unknown> };

/**
 * Tries changes where there is nothing to change: in a workspace that does not exist, with an empty body. Bird checks a
 * policy by its path, so 403 says that the right is missing, and 404 or 422 that the key was let in. Undefined when
 * Bird answers 403 to an allowed read there as well, for then its answers tell nothing. Throws BirdError when it is
 * silent.
 */
export async function tryWrites(bird: BirdClient): Promise<WriteOutcome[] | undefined> {
  if (!(await tellsAbsentFromDenied(bird))) return undefined;
  return Promise.all(writesOf(bird).map((write) => tryWrite(bird, write)));
}

/** Names of the rights that are tried. */
export function triedWrites(bird: BirdClient): string[] {
  return writesOf(bird).map(({ permission }) => permission);
}

async function tellsAbsentFromDenied(bird: BirdClient): Promise<boolean> {
  const reads = [
    ["workspaces", NOBODY, "connectors"],
    ["organizations", bird.options.organizationId, "workspaces", NOBODY, "webhook-subscriptions"],
  ];
  const answers = await Promise.all(
    reads.map((segments) =>
      probeRead(bird, ...segments).then(
        () => false,
        (error: unknown) => {
          if (!(error instanceof BirdError) || error.isTemporary) throw error;
          return error.isNotFound;
        },
      ),
    ),
  );
  return answers.every(Boolean);
}

function writesOf({ options }: BirdClient): Write[] {
  const workspace = ["workspaces", NOBODY];
  const hooks = ["organizations", options.organizationId, ...workspace, "webhook-subscriptions"];
  const schema = z.unknown();
  const write = (
    method: "post" | "patch" | "delete",
    permission: string,
    segments: string[],
  ): Write => ({
    permission,
    send: (bird) =>
      bird[method]({
        path: birdPath(...segments),
        schema,
        ...(method !== "delete" && { json: {} }),
      }),
  });
  return [
    write("post", "create workspaces/*/webhook-subscriptions", hooks),
    write("patch", "update workspaces/*/webhook-subscriptions", [...hooks, NOBODY]),
    write("delete", "delete workspaces/*/webhook-subscriptions", [...hooks, NOBODY]),
    write("post", "create workspaces/*/connectors", [...workspace, "connectors"]),
    write("delete", "delete workspaces/*/connectors", [...workspace, "connectors", NOBODY]),
    write("post", "create workspaces/*/channels/*/messages", [
      ...[...workspace, "channels", NOBODY, "messages"],
    ]),
  ];
}

async function tryWrite(bird: BirdClient, { permission, send }: Write): Promise<WriteOutcome> {
  try {
    await send(bird);
    return { permission, kind: "unclear" };
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    if (error.isAuth) return { permission, kind: "denied" };
    return { permission, kind: error.isNotFound || error.isRefused ? "allowed" : "unclear" };
  }
}
