"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Action = (before: FormState, form: FormData) => Promise<FormState>;

type NameProps = {
  action: Action;
  name: string;
  strings: { name: string; hint: string; submit: string; done: string };
};

/** One's own name. */
export function NameForm({ action, name, strings }: NameProps) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid max-w-md gap-4">
      <Field
        label={strings.name}
        name="name"
        autoComplete="name"
        required
        hint={strings.hint}
        defaultValue={state.values.name ?? name}
        error={state.errors.name}
      />
      <Foot state={state} isPending={isPending} submit={strings.submit} done={strings.done} />
    </form>
  );
}

type PasswordProps = {
  action: Action;
  email: string;
  strings: { current: string; next: string; hint: string; submit: string; done: string };
};

/** One's own password; the present one is asked for. */
export function OwnPasswordForm({ action, email, strings }: PasswordProps) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid max-w-md gap-4">
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={strings.current}
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        required
        error={state.errors.currentPassword}
      />
      <Field
        label={strings.next}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        required
        hint={strings.hint}
        error={state.errors.newPassword}
      />
      <Foot state={state} isPending={isPending} submit={strings.submit} done={strings.done} />
    </form>
  );
}

type FootProps = { state: FormState; isPending: boolean; submit: string; done: string };

function Foot({ state, isPending, submit, done }: FootProps) {
  const isAtField = Object.keys(state.errors).length > 0;
  return (
    <>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {isAtField ? null : state.message}
      </p>
      <div>
        <Button size="normal" variant="secondary" aria-disabled={isPending}>
          {submit}
        </Button>
      </div>
      <p role="status" className="text-sm empty:hidden">
        {state.result ? done : null}
      </p>
    </>
  );
}

type EndOthersProps = { action: Action; label: string };

/** Ends all sessions but this one; they vanish from the list, and the button with them. */
export function EndOthersForm({ action, label }: EndOthersProps) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <Button size="small" variant="secondary" aria-disabled={isPending}>
        {label}
      </Button>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </p>
    </form>
  );
}
