"use client";

import { useEffect, useId, useRef } from "react";
import { useOpener } from "@/components/embed/use-opener";
import { Attention } from "@/components/ui/attention";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { tellOutcome } from "@/lib/embed/tell-outcome";
import type { LauncherSnapshot } from "@/lib/signups/launch/launcher";
import type { ConnectPageView, SdkSettings } from "@/lib/signups/view";
import { LaunchStatus } from "./launch-status";
import type { LaunchStrings } from "./launch-strings";
import { NumberChoice } from "./number-choice";
import { StopPanel } from "./stop-panel";
import { useLauncher } from "./use-launcher";
import { useNumbers } from "./use-numbers";

type Shown = "linkId" | "numbers" | "lastFailure" | "reconnect" | "supportEmail";
type Props = Pick<ConnectPageView, Shown> & {
  sdk: SdkSettings;
  strings: LaunchStrings;
  /** Whose pages may wait behind this window. */
  origins: string[];
};

/** Choose a number, press the button, follow what happens. */
export function ConnectPanel({ numbers, lastFailure, supportEmail, strings, ...rest }: Props) {
  const { origins, ...options } = rest;
  const { reconnect } = options;
  const { launcher, snapshot } = useLauncher(options);
  const { list, chosenId, setChosenId, announcement, refresh } = useNumbers(
    numbers,
    strings.choice,
  );
  const { opener } = useOpener(origins);
  const heading = useRef<HTMLHeadingElement>(null);
  const reasonId = useId();
  const { launch, prepared } = snapshot;
  const { stop } = launch;
  const reason = reasonOf(snapshot, strings);
  const isRunning = launch.phase !== "idle" && launch.phase !== "stopped";

  useEffect(() => launcher.chooseNumber(chosenId), [launcher, chosenId]);
  useEffect(() => {
    if (!stop) return;
    heading.current?.focus();
    if (opener) void tellOutcome(opener);
  }, [stop, opener]);
  useEffect(() => {
    if (prepared.state === "failed") void refresh();
  }, [prepared.state, refresh]);

  return (
    <div className="grid gap-5">
      {stop ? (
        <StopPanel
          stop={stop}
          supportReference={launch.supportReference}
          supportEmail={supportEmail}
          strings={strings}
          headingRef={heading}
          onCheckAgain={() => launcher.checkAgain()}
        />
      ) : null}
      {lastFailure && launch.phase === "idle" ? (
        <Attention
          strings={strings.attention}
          intro={strings.last}
          {...lastFailure}
          supportEmail={supportEmail}
        />
      ) : null}
      <Card aria-label={strings.button} className="grid gap-6">
        {reconnect ? (
          <div className="grid gap-1">
            <h2 className="text-sm text-muted-foreground">{strings.reconnect.title}</h2>
            <p className="text-xl font-semibold tracking-tight tabular-nums">
              <bdi dir="ltr">{reconnect.phoneNumber}</bdi>
            </p>
            <p className="mt-1 text-sm leading-relaxed text-muted-foreground">
              {strings.reconnect.text}
            </p>
          </div>
        ) : (
          <NumberChoice
            list={list}
            chosenId={chosenId}
            onChoose={setChosenId}
            strings={strings.choice}
            isLocked={isRunning}
          />
        )}
        <div className="grid">
          <p role="status" className="text-sm text-success not-empty:mb-4">
            {announcement}
          </p>
          <Button
            type="button"
            aria-disabled={reason !== undefined}
            aria-describedby={reasonId}
            onClick={() => launcher.connect()}
          >
            {strings.button}
          </Button>
          <p
            id={reasonId}
            className="mt-3 text-center text-sm leading-relaxed text-muted-foreground"
          >
            {reason ?? strings.note}
          </p>
          <LaunchStatus launcher={launcher} snapshot={snapshot} strings={strings} />
        </div>
      </Card>
    </div>
  );
}

/** Why the button does nothing yet; undefined when it works. An open window is brought to the front by it. */
function reasonOf({ sdk, prepared, launch }: LauncherSnapshot, strings: LaunchStrings) {
  if (launch.phase === "open" && launch.popup === "opened") return undefined;
  if (launch.phase === "open") return strings.waiting;
  if (launch.phase === "checking") return strings.checking;
  if (launch.phase === "done") return strings.done;
  if (sdk !== "ready") return sdk === "loading" ? strings.loadingSdk : strings.off;
  if (prepared.state === "preparing") return strings.preparing;
  return prepared.state === "failed" ? strings.off : undefined;
}
