"use client";

import { type ReactNode, useActionState } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** What the form is about, sent along unseen. */
  hidden: Record<string, string>;
  label: string;
  /** The label with the name of the row, for those who hear it out of its row. */
  ariaLabel: string;
  variant?: ButtonVariant;
  children?: ReactNode;
};

/** One lever of a row, with what went wrong beside it. A plain form without its script. */
export function RowForm({ action, hidden, label, ariaLabel, variant, children }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {children}
        <Button
          size="small"
          variant={variant ?? "secondary"}
          aria-disabled={isPending}
          aria-label={ariaLabel}
        >
          {label}
        </Button>
      </div>
      <p role="alert" className="max-w-52 text-sm text-destructive empty:hidden">
        {state.message ?? Object.values(state.errors)[0]}
      </p>
    </form>
  );
}
