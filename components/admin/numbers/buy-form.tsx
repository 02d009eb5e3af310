"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  hidden: Record<string, string>;
  /** What pressing the button costs. */
  charge: string;
  label: string;
  busyLabel: string;
};

/** The button that spends money: it names the number and the price, and works once at a time. */
export function BuyForm({ action, hidden, charge, label, busyLabel }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form
      action={submit}
      onSubmit={(event) => {
        if (isPending) event.preventDefault();
      }}
      className="grid gap-4 border-t border-border pt-5"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className="text-sm leading-relaxed">{charge}</p>
      <p role="alert" className="text-sm leading-relaxed break-words text-destructive empty:hidden">
        {state.message ?? Object.values(state.errors)[0]}
      </p>
      <Button aria-disabled={isPending}>{isPending ? busyLabel : label}</Button>
    </form>
  );
}
