import { useEffect, useState, useSyncExternalStore } from "react";
import { INITIAL, Launcher, type LauncherSnapshot } from "@/lib/signups/launch/launcher";
import type { ConnectPageView, SdkSettings } from "@/lib/signups/view";

/** The launcher of this page and what it is doing. */
export function useLauncher(
  options: Pick<ConnectPageView, "linkId" | "reconnect"> & { sdk: SdkSettings },
): { launcher: Launcher; snapshot: LauncherSnapshot } {
  const [launcher] = useState(
    () =>
      new Launcher({
        sdk: options.sdk,
        linkId: options.linkId,
        reconnectId: options.reconnect?.id,
        navigate: (id) => location.assign(`/connect/${encodeURIComponent(id)}`),
      }),
  );
  useEffect(() => launcher.start(), [launcher]);
  const snapshot = useSyncExternalStore(launcher.subscribe, launcher.snapshot, () => INITIAL);
  return { launcher, snapshot };
}
