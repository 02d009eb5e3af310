import type { Env } from "@/lib/env";

/** Where Bird posts the news of a workspace. From configuration, for the signature is over this very text. */
export function hookUrlOf({ appUrl }: Pick<Env, "appUrl">, workspaceId: string): string {
  return `${appUrl}/api/webhooks/bird/${workspaceId}`;
}
