import type { Ref } from "react";
import { Attention } from "@/components/ui/attention";
import { buttonClass } from "@/components/ui/button";
import type { ConnectionView } from "@/lib/connections/view";
import { type ConnectionAction, NumberPicker, RecheckForm } from "./actions";
import type { ConnectionStrings } from "./connection-strings";

export type FailureProps = {
  view: ConnectionView;
  strings: ConnectionStrings;
  supportEmail: string | undefined;
  recheckAction: ConnectionAction;
  chooseAction: ConnectionAction;
  onDone: () => void;
};

/** Why it does not go on, and the one next action. */
export function ConnectionFailure({
  headingRef,
  ...props
}: FailureProps & { headingRef: Ref<HTMLHeadingElement> }) {
  const { view, strings, supportEmail } = props;
  const { failure } = view;
  return (
    <Attention
      level={1}
      headingRef={headingRef}
      strings={{ ...strings.attention, heading: view.heading }}
      sentence={failure?.sentence ?? view.summary}
      action={failure?.action ?? ""}
      partyText={failure?.partyText}
      supportReference={view.supportReference}
      supportEmail={supportEmail}
    >
      <NextAction {...props} />
    </Attention>
  );
}

function NextAction({ view, strings, recheckAction, chooseAction, onDone }: FailureProps) {
  const { failure, choices } = view;
  const shared = { view, strings, onDone };
  if (choices.length > 0) return <NumberPicker {...shared} action={chooseAction} />;
  const startAgain = (variant: "primary" | "secondary") => (
    <a href="/connect" className={buttonClass(variant, "normal")}>
      {strings.startAgain}
    </a>
  );
  if (!failure || failure.isAutomatic) return failure ? null : startAgain("primary");
  if (!failure.canRecheck) return failure.party === "customer" ? startAgain("primary") : null;
  return (
    <>
      <RecheckForm {...shared} action={recheckAction} />
      {failure.party === "customer" ? startAgain("secondary") : null}
    </>
  );
}
