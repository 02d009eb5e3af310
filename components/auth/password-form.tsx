"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  hidden: Record<string, string>;
  email: string;
  labels: { password: string; submit: string };
};

/** One new password. The address stands beside it for password managers. */
export function PasswordForm({ action, hidden, email, labels }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid gap-4">
      <div role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </div>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={labels.password}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        error={state.errors.password}
      />
      <Button aria-disabled={isPending}>{labels.submit}</Button>
    </form>
  );
}
