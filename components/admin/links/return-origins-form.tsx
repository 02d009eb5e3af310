"use client";

import { useActionState, useId } from "react";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  origins: string[];
  strings: { label: string; hint: string; submit: string; saved: string };
};

/** One origin per line. */
export function ReturnOriginsForm({ action, origins, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const id = useId();
  const { values, errors, message, result } = state;
  const error = errors.origins ?? message;
  const shown = values.origins ?? result?.origins ?? origins.join("\n");
  return (
    <form action={submit} className="grid max-w-xl gap-3">
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {strings.label}
        </label>
        <textarea
          // A form is reset after its action: what was saved must be what it falls back to.
          key={shown}
          id={id}
          name="origins"
          rows={4}
          spellCheck={false}
          defaultValue={shown}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          className="w-full rounded-lg border border-input bg-background px-3 py-2 font-mono text-base aria-invalid:border-destructive sm:text-sm"
        />
        <p id={`${id}-hint`} className="text-sm text-muted-foreground">
          {strings.hint}
        </p>
        <p id={`${id}-error`} role="alert" className="text-sm text-destructive empty:hidden">
          {error}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="secondary" size="small" aria-disabled={isPending}>
          {strings.submit}
        </Button>
        <p role="status" className="text-sm text-success">
          {result ? strings.saved : null}
        </p>
      </div>
    </form>
  );
}
