import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Launcher, LauncherSnapshot } from "@/lib/signups/launch/launcher";
import type { LaunchStrings } from "./launch-strings";
import { progressText } from "./stop-text";

type Props = { launcher: Launcher; snapshot: LauncherSnapshot; strings: LaunchStrings };

/** The one line that says what is going on, and the way out where there is one. */
export function LaunchStatus({ launcher, snapshot, strings }: Props) {
  const progress = progressText(snapshot.launch, strings);
  const trouble = progress ? undefined : troubleOf(launcher, snapshot, strings);
  const isWaiting = snapshot.launch.phase === "open" && progress?.hint === undefined;
  return (
    <div className="grid justify-items-start gap-3">
      <div role="status" className="grid gap-1 not-empty:mt-4">
        {progress ? (
          <>
            <p className="flex items-center gap-3 font-medium">
              <Spinner />
              {progress.text}
            </p>
            {progress.hint ? (
              <p className="ps-8 text-sm text-muted-foreground">{progress.hint}</p>
            ) : null}
          </>
        ) : null}
        {trouble ? <p className="text-sm leading-relaxed text-warning">{trouble.text}</p> : null}
      </div>
      {trouble ? (
        <Button type="button" variant="secondary" size="normal" onClick={trouble.act}>
          {trouble.button}
        </Button>
      ) : null}
      {isWaiting ? (
        <Button type="button" variant="quiet" size="small" onClick={() => launcher.startAgain()}>
          {strings.giveUp}
        </Button>
      ) : null}
    </div>
  );
}

function troubleOf(launcher: Launcher, { sdk, prepared }: LauncherSnapshot, words: LaunchStrings) {
  const load = () => launcher.loadSdk();
  if (sdk === "blocked") return { text: words.blockedSdk, button: words.loadAgain, act: load };
  if (sdk === "slow") return { text: words.slowSdk, button: words.loadAgain, act: load };
  if (prepared.state !== "failed") return undefined;
  if (prepared.status === 401) {
    return { text: words.signedOut, button: words.reload, act: () => location.reload() };
  }
  const text = prepared.detail ?? words.failed;
  return { text, button: words.prepareAgain, act: () => launcher.prepareAgain() };
}
