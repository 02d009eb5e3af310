import type { Ref } from "react";
import { Attention } from "@/components/ui/attention";
import { Button } from "@/components/ui/button";
import type { Stop } from "@/lib/signups/launch/machine-types";
import type { LaunchStrings } from "./launch-strings";
import { stopText } from "./stop-text";

type Props = {
  stop: Stop;
  supportReference: string | undefined;
  supportEmail: string | undefined;
  strings: LaunchStrings;
  headingRef: Ref<HTMLHeadingElement>;
  onCheckAgain: () => void;
};

/** Why the launch came to rest, and the one next action. */
export function StopPanel({ stop, strings, onCheckAgain, ...rest }: Props) {
  const { canCheckAgain, ...text } = stopText(stop, strings);
  return (
    <Attention strings={strings.attention} {...text} {...rest}>
      {stop.reason === "error_reported" ? (
        <blockquote className="w-full border-s-2 border-warning/50 ps-4 text-sm leading-relaxed">
          <p className="text-muted-foreground">{strings.metaSays}</p>
          <p>{stop.message}</p>
          {stop.errorCode ? (
            <p className="text-muted-foreground">
              {strings.metaCode} <span className="tabular-nums">{stop.errorCode}</span>
            </p>
          ) : null}
        </blockquote>
      ) : null}
      {canCheckAgain ? (
        <Button type="button" variant="secondary" size="normal" onClick={onCheckAgain}>
          {strings.checkAgain}
        </Button>
      ) : null}
    </Attention>
  );
}
