"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

export type ConnectionAction = (before: FormState, form: FormData) => Promise<FormState>;

type Props = {
  connectionId: string;
  action: ConnectionAction;
  label: ReactNode;
  busyLabel: string;
  variant?: ButtonVariant;
  className?: string;
  onDone?: () => void;
  /** The fields, when there are any. */
  children?: (state: FormState) => ReactNode;
};

/** One thing to do with a connection. A plain form without its script. */
export function VerbForm({ connectionId, action, onDone, children, ...props }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { label, busyLabel, variant = "primary", className = "gap-2" } = props;
  const form = useRef<HTMLFormElement>(null);
  const hasFieldError = Object.keys(state.errors).length > 0;
  useEffect(() => {
    if (state.result) onDone?.();
    form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, onDone]);
  return (
    <form
      ref={form}
      action={submit}
      onSubmit={(event) => isPending && event.preventDefault()}
      className={`grid ${className}`}
    >
      <input type="hidden" name="connectionId" value={connectionId} />
      {children?.(state)}
      <Button size="normal" variant={variant} aria-disabled={isPending}>
        {isPending ? busyLabel : label}
      </Button>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {hasFieldError && children ? null : state.message}
      </p>
    </form>
  );
}
