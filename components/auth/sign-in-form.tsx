"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

export type SignInState = {
  email: string;
  message: string | undefined;
  errors: { email?: string | undefined; password?: string | undefined };
};
export type SignInLabels = {
  email: string;
  password: string;
  submit: string;
  forgot: string;
  mailMe: string;
  mailHint: string;
  sso: string | undefined;
};
type Props = {
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
  labels: SignInLabels;
  next: string | undefined;
  message: string | undefined;
};

/** Password and mailed link from one e-mail field. Works before and without its script. */
export function SignInForm({ action, labels, next, message }: Props) {
  const [state, submit, isPending] = useActionState(action, { email: "", message, errors: {} });
  return (
    <form action={submit} noValidate className="grid gap-4">
      <div role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </div>
      <input type="hidden" name="next" value={next ?? ""} />
      <Field
        label={labels.email}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={state.email}
        error={state.errors.email}
      />
      <Field
        label={labels.password}
        name="password"
        type="password"
        autoComplete="current-password"
        error={state.errors.password}
      />
      <Button name="intent" value="password" aria-disabled={isPending}>
        {labels.submit}
      </Button>
      <a
        href="/sign-in/forgot"
        className="inline-flex min-h-9 items-center justify-self-start text-sm text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
      >
        {labels.forgot}
      </a>
      <div className="grid gap-2 border-t border-border pt-4">
        <Button
          name="intent"
          value="mail"
          variant="secondary"
          formNoValidate
          aria-disabled={isPending}
        >
          {labels.mailMe}
        </Button>
        <p className="text-sm text-muted-foreground">{labels.mailHint}</p>
      </div>
      {labels.sso ? (
        <Button
          name="intent"
          value="sso"
          variant="secondary"
          formNoValidate
          aria-disabled={isPending}
        >
          {labels.sso}
        </Button>
      ) : null}
    </form>
  );
}
