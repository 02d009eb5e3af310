"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, SelectField } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { InviteResult, type InviteResultStrings } from "./invite-result";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  roles: { value: string; label: string }[];
  strings: InviteResultStrings & {
    title: string;
    text: string;
    email: string;
    role: string;
    submit: string;
    submitting: string;
  };
};

/** Invites one operator. */
export function InviteForm({ action, roles, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { values, errors, message, result } = state;
  return (
    <Card aria-labelledby="invite" className="grid gap-5">
      <div className="grid max-w-prose gap-1">
        <h2 id="invite" className="text-lg font-semibold tracking-tight">
          {strings.title}
        </h2>
        <p className="text-sm leading-relaxed text-muted-foreground">{strings.text}</p>
      </div>
      <form action={submit} noValidate className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label={strings.email}
            name="email"
            type="email"
            autoComplete="off"
            required
            defaultValue={values.email}
            error={errors.email}
          />
          <SelectField
            key={values.role ?? "admin"}
            label={strings.role}
            name="role"
            defaultValue={values.role ?? "admin"}
            error={errors.role}
          >
            {roles.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
        </div>
        <p role="alert" className="text-sm text-destructive empty:hidden">
          {errors.email ? null : message}
        </p>
        <div>
          <Button size="normal" aria-disabled={isPending}>
            {isPending ? strings.submitting : strings.submit}
          </Button>
        </div>
      </form>
      <div role="status" className="-mt-5 not-empty:mt-0">
        {result?.email ? <InviteResult result={result} strings={strings} /> : null}
      </div>
    </Card>
  );
}
