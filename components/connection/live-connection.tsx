"use client";

import { useCallback, useEffect, useRef } from "react";
import { Mark } from "@/components/brand/mark";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Spinner } from "@/components/ui/spinner";
import type { ConnectionView } from "@/lib/connections/view";
import { ConnectionFailure, type FailureProps } from "./connection-failure";
import type { ConnectionStrings } from "./connection-strings";
import { NumberFacts } from "./number-facts";
import { StepList } from "./step-list";
import { useLiveConnection } from "./use-live-connection";

type Props = Pick<FailureProps, "supportEmail" | "recheckAction" | "chooseAction"> & {
  initial: ConnectionView;
  strings: ConnectionStrings;
};

/** A connection on its way; the server renders the whole of it, the script keeps it fresh. */
export function LiveConnection({ initial, strings, ...actions }: Props) {
  const { view, isInTouch, expectChange } = useLiveConnection(initial);
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useRef(initial.heading);
  const onDone = useCallback(() => expectChange(), [expectChange]);
  const needsAttention = view.isSettled && view.state !== "connected";

  useEffect(() => {
    if (seen.current === view.heading) return;
    seen.current = view.heading;
    heading.current?.focus();
  }, [view.heading]);

  return (
    <div className="grid gap-8">
      <div className="grid gap-4">
        {needsAttention ? (
          <ConnectionFailure {...{ view, strings, onDone, ...actions }} headingRef={heading} />
        ) : (
          <>
            {view.state === "connected" ? <Mark className="size-20" /> : null}
            <h1
              ref={heading}
              tabIndex={-1}
              className="text-3xl font-semibold tracking-tight sm:text-4xl"
            >
              {view.heading}
            </h1>
          </>
        )}
        <div className="flex items-start gap-3 text-lg leading-relaxed text-muted-foreground">
          {view.isWorking ? <Spinner className="mt-1 size-6" /> : null}
          <p role="status" className={needsAttention ? "sr-only" : ""}>
            {view.summary}
          </p>
        </div>
      </div>
      <Card className="grid gap-8">
        <NumberFacts view={view} strings={strings} />
        <StepList title={strings.stepsTitle} steps={view.steps} />
      </Card>
      {view.isSettled ? null : (
        <p className="text-sm text-muted-foreground">
          {isInTouch ? strings.mayLeave : strings.offline}
        </p>
      )}
      {view.state === "connected" ? (
        <div className="grid gap-4">
          <h2 className="text-lg font-semibold tracking-tight">{strings.nextTitle}</h2>
          <p className="leading-relaxed">{strings.next}</p>
          <a href="/connect" className={`${buttonClass("secondary", "normal")} justify-self-start`}>
            {strings.another}
          </a>
        </div>
      ) : null}
    </div>
  );
}
