"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, SelectField } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { KeyResult } from "./key-result";
import type { CreateKeyStrings, KeyResultStrings } from "./key-strings";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  strings: CreateKeyStrings;
  result: KeyResultStrings;
};

/** Makes a key; what was made is shown beneath, once. */
export function CreateKeyForm({ action, strings, result }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { values, errors, message } = state;
  return (
    <Card aria-labelledby="create" className="grid gap-5">
      <div className="grid max-w-prose gap-1">
        <h2 id="create" className="text-lg font-semibold tracking-tight">
          {strings.title}
        </h2>
        <p className="text-sm leading-relaxed text-muted-foreground">{strings.text}</p>
      </div>
      <form action={submit} noValidate className="grid gap-6">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label={strings.name}
            name="name"
            autoComplete="off"
            required
            maxLength={80}
            hint={strings.nameHint}
            defaultValue={values.name}
            error={errors.name}
          />
          <SelectField
            key={`lifetime ${values.expiresInDays}`}
            label={strings.lifetime}
            name="expiresInDays"
            defaultValue={values.expiresInDays}
            error={errors.expiresInDays}
          >
            {strings.lifetimes.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </SelectField>
        </div>
        <Scopes strings={strings} state={state} />
        <p role="alert" className="text-sm text-destructive empty:hidden">
          {errors.name || errors.scopes ? null : message}
        </p>
        <div>
          <Button size="normal" aria-disabled={isPending}>
            {isPending ? strings.submitting : strings.submit}
          </Button>
        </div>
      </form>
      <div role="status" className="-mt-5 not-empty:mt-0">
        {state.result?.key ? <KeyResult result={state.result} strings={result} /> : null}
      </div>
    </Card>
  );
}

function Scopes({ strings, state }: { strings: CreateKeyStrings; state: FormState }) {
  const { values, errors } = state;
  return (
    <fieldset
      className="grid gap-4"
      aria-describedby={errors.scopes ? "scopes-error scopes-hint" : "scopes-hint"}
    >
      <legend className="mb-1 text-sm font-medium">{strings.scopes}</legend>
      <p id="scopes-hint" className="text-sm text-muted-foreground">
        {strings.scopesHint}
      </p>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
        {strings.groups.map((group) => (
          <fieldset key={group.name} className="grid content-start gap-0.5">
            <legend className="text-sm font-medium text-muted-foreground">{group.name}</legend>
            {group.scopes.map(({ scope, text }) => {
              const name = `scope.${scope}`;
              return (
                <label key={scope} className="flex min-h-11 items-start gap-2.5 py-2 sm:min-h-9">
                  <input
                    key={values[name]}
                    type="checkbox"
                    name={name}
                    defaultChecked={values[name] === "on"}
                    className="mt-1 size-4 shrink-0 accent-primary"
                  />
                  <span className="grid min-w-0 gap-0.5 text-sm">
                    {text}
                    <code className="font-mono text-xs text-muted-foreground">{scope}</code>
                  </span>
                </label>
              );
            })}
          </fieldset>
        ))}
      </div>
      {errors.scopes ? (
        <p id="scopes-error" className="text-sm text-destructive">
          {errors.scopes}
        </p>
      ) : null}
    </fieldset>
  );
}
