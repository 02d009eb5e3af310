"use client";

import { useActionState } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** What the form is about, sent along unseen. */
  hidden: Record<string, string>;
  label: string;
  /** The label with the name of what it is about, for those who hear it out of its place. */
  ariaLabel: string;
  variant?: ButtonVariant;
};

/** One button with what came of it beside it, good or bad. */
export function LeverForm({ action, hidden, label, ariaLabel, variant = "secondary" }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form
      action={submit}
      onSubmit={(event) => isPending && event.preventDefault()}
      className="grid justify-items-start gap-2"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button size="small" variant={variant} aria-disabled={isPending} aria-label={ariaLabel}>
        {label}
      </Button>
      <p role="alert" className="max-w-72 text-sm text-destructive empty:hidden">
        {state.message ?? Object.values(state.errors)[0]}
      </p>
      <p role="status" className="max-w-72 text-sm text-success empty:hidden">
        {state.result?.message}
      </p>
    </form>
  );
}
