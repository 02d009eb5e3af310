import { useId } from "react";
import type { ChoiceView, ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";
import { type ConnectionAction, VerbForm } from "./verb-form";

type Props = {
  view: ConnectionView;
  action: ConnectionAction;
  strings: ConnectionStrings;
  onDone: () => void;
};

/** Which of several numbers to connect. */
export function NumberPicker({ view, action, strings, onDone }: Props) {
  const isOneAccount = new Set(view.choices.map(({ wabaName }) => wabaName)).size < 2;
  return (
    <VerbForm
      connectionId={view.id}
      action={action}
      label={strings.chooseButton}
      busyLabel={strings.choosing}
      className="w-full gap-4 sm:justify-items-start"
      onDone={onDone}
    >
      {({ errors }) => (
        <fieldset className="grid w-full gap-3">
          <legend className="mb-3 font-medium">{strings.choose}</legend>
          {view.choices.map((choice) => (
            <Choice
              key={choice.phoneNumberId}
              choice={choice}
              text={isOneAccount ? choice.verifiedName : inAccount(choice, strings)}
            />
          ))}
          <p role="alert" className="text-sm text-destructive empty:hidden">
            {errors.phoneNumberId}
          </p>
        </fieldset>
      )}
    </VerbForm>
  );
}

function Choice({ choice, text }: { choice: ChoiceView; text: string }) {
  const id = useId();
  return (
    <div className="relative flex gap-3 rounded-xl border border-border bg-card p-4 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring">
      <input
        id={id}
        type="radio"
        name="phoneNumberId"
        value={choice.phoneNumberId}
        required
        className="relative z-10 mt-0.5 size-5 shrink-0 outline-none"
        aria-describedby={`${id}-text`}
      />
      <div className="grid gap-0.5">
        <label htmlFor={id} className="font-medium tabular-nums after:absolute after:inset-0">
          <bdi dir="ltr">{choice.phoneNumber}</bdi>
        </label>
        <p id={`${id}-text`} className="text-sm text-muted-foreground">
          {text}
        </p>
      </div>
    </div>
  );
}

function inAccount({ verifiedName, wabaName }: ChoiceView, strings: ConnectionStrings): string {
  return strings.inAccount.replace("{verifiedName}", verifiedName).replace("{wabaName}", wabaName);
}
