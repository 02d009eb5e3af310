"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  labels: { email: string; submit: string };
};

/** One address to mail to. */
export function ForgotForm({ action, labels }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} noValidate className="grid gap-4">
      <div role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </div>
      <Field
        label={labels.email}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={state.values.email}
        error={state.errors.email}
      />
      <Button aria-disabled={isPending}>{labels.submit}</Button>
    </form>
  );
}
