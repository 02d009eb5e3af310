import { useActionState, useEffect, useId } from "react";
import { Button } from "@/components/ui/button";
import type { ChoiceView, ConnectionView } from "@/lib/connections/view";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import type { ConnectionStrings } from "./connection-strings";

export type ConnectionAction = (before: FormState, form: FormData) => Promise<FormState>;

type Props = {
  view: ConnectionView;
  action: ConnectionAction;
  strings: ConnectionStrings;
  onDone: () => void;
};

/** Looks at Meta once more. A plain form without its script. */
export function RecheckForm({ view, action, strings, onDone }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  useEffect(() => {
    if (state.result) onDone();
  }, [state, onDone]);
  return (
    <form action={submit} className="grid gap-2">
      <input type="hidden" name="connectionId" value={view.id} />
      <Button size="normal" aria-disabled={isPending}>
        {isPending ? strings.checking : strings.checkAgain}
      </Button>
      <FormMessage text={state.message} />
    </form>
  );
}

/** Which of several numbers to connect. */
export function NumberPicker({ view, action, strings, onDone }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  useEffect(() => {
    if (state.result) onDone();
  }, [state, onDone]);
  const isOneAccount = new Set(view.choices.map(({ wabaName }) => wabaName)).size < 2;
  return (
    <form action={submit} className="grid w-full gap-4 sm:justify-items-start">
      <input type="hidden" name="connectionId" value={view.id} />
      <fieldset className="grid w-full gap-3">
        <legend className="mb-3 font-medium">{strings.choose}</legend>
        {view.choices.map((choice) => (
          <Choice
            key={choice.phoneNumberId}
            choice={choice}
            text={isOneAccount ? choice.verifiedName : inAccount(choice, strings)}
          />
        ))}
      </fieldset>
      <Button size="normal" aria-disabled={isPending}>
        {isPending ? strings.choosing : strings.chooseButton}
      </Button>
      <FormMessage text={state.message ?? state.errors.phoneNumberId} />
    </form>
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
          {choice.phoneNumber}
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

function FormMessage({ text }: { text: string | undefined }) {
  return (
    <p role="alert" className="text-sm text-destructive empty:hidden">
      {text}
    </p>
  );
}
