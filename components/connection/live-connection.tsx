"use client";

import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { Mark } from "@/components/brand/mark";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import type { ConnectionView } from "@/lib/connections/view";
import { Connected } from "./connected";
import { ConnectionFailure, type FailureProps } from "./connection-failure";
import type { ConnectionStrings } from "./connection-strings";
import { Disconnected } from "./disconnected";
import { NumberFacts } from "./number-facts";
import { StepList } from "./step-list";
import { phaseOf, useLiveConnection } from "./use-live-connection";
import type { ConnectionAction } from "./verb-form";
import { WayBack, type WayBackProps } from "./way-back";

type Props = Pick<FailureProps, "supportEmail" | "recheckAction" | "chooseAction"> & {
  initial: ConnectionView;
  strings: ConnectionStrings;
  testAction: ConnectionAction;
  /** What was allowed, rendered on the server; seen when the number is connected. */
  granted: ReactNode;
  /** What comes next once it is connected; from the server, too. */
  next: ReactNode;
  back: WayBackProps["back"];
};

/** A connection on its way; the server renders the whole of it, the script keeps it fresh. */
export function LiveConnection({ initial, strings, testAction, ...given }: Props) {
  const { granted, next, back, ...actions } = given;
  const { view, isInTouch, expectChange } = useLiveConnection(initial);
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useRef(initial.heading);
  const onDone = useCallback(() => expectChange(), [expectChange]);
  const phase = phaseOf(view);

  useEffect(() => {
    if (seen.current === view.heading) return;
    seen.current = view.heading;
    heading.current?.focus();
  }, [view.heading]);

  return (
    <div className="grid gap-8">
      <div className="grid gap-4">
        {phase === "attention" ? (
          <ConnectionFailure {...{ view, strings, onDone, ...actions }} headingRef={heading} />
        ) : (
          <>
            {phase === "connected" ? <Mark className="size-20" /> : null}
            <h1
              ref={heading}
              tabIndex={-1}
              className="text-3xl font-semibold tracking-tight outline-none sm:text-4xl"
            >
              {view.heading}
            </h1>
          </>
        )}
        <div className="flex items-start gap-3 text-lg leading-relaxed text-muted-foreground">
          {view.isWorking ? <Spinner className="mt-1 size-6" /> : null}
          <p role="status" className={phase === "attention" ? "sr-only" : ""}>
            {view.summary}
          </p>
        </div>
      </div>
      <WayBack phase={phase} connectionId={view.id} back={back} />
      {phase === "connected" ? (
        <Connected {...{ view, strings, testAction, granted, next, onDone }} />
      ) : (
        <Progress
          view={view}
          strings={strings}
          hasSteps={phase === "working" || (phase === "attention" && isUnfinished(view))}
        />
      )}
      {view.state === "disconnected" ? <Disconnected view={view} strings={strings} /> : null}
      {view.isSettled ? null : (
        <p className="text-sm text-muted-foreground">
          {isInTouch ? strings.mayLeave : strings.offline}
        </p>
      )}
      {phase === "attention" ? (
        <a
          href={view.hrefs.disconnect}
          className={`${buttonClass("quiet", "small")} justify-self-start !px-0`}
        >
          {strings.disconnect}
        </a>
      ) : null}
    </div>
  );
}

/** A connection that has lost its permission has all its steps behind it; they say nothing of what is wrong. */
function isUnfinished({ steps }: ConnectionView): boolean {
  return steps.some(({ state }) => state !== "done" && state !== "skipped");
}

type ProgressProps = { view: ConnectionView; strings: ConnectionStrings; hasSteps: boolean };

function Progress({ view, strings, hasSteps }: ProgressProps) {
  if (!hasSteps && !view.phoneNumber) return null;
  return (
    <Card className="grid gap-8">
      <NumberFacts view={view} strings={strings} />
      {hasSteps ? <StepList title={strings.stepsTitle} steps={view.steps} /> : null}
    </Card>
  );
}
