import type { Ref } from "react";
import { Attention } from "@/components/ui/attention";
import { buttonClass } from "@/components/ui/button";
import type { ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";
import { NumberPicker } from "./number-picker";
import { type ConnectionAction, VerbForm } from "./verb-form";

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
  if (choices.length > 0) {
    return <NumberPicker {...{ view, strings, onDone }} action={chooseAction} />;
  }
  const onceMore = (variant: "primary" | "secondary") => (
    <a
      href={view.canReconnect ? view.hrefs.reconnect : "/connect"}
      className={buttonClass(variant, "normal")}
    >
      {view.canReconnect ? strings.reconnect : strings.startAgain}
    </a>
  );
  const isCustomers = failure?.party === "customer";
  if (!failure?.canRecheck) return onceMore(!failure || isCustomers ? "primary" : "secondary");
  return (
    <>
      <VerbForm
        connectionId={view.id}
        action={recheckAction}
        label={failure.isAutomatic ? strings.tryNow : strings.checkAgain}
        busyLabel={strings.checking}
        onDone={onDone}
      />
      {isCustomers ? onceMore("secondary") : null}
    </>
  );
}
