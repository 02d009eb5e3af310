"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import type { EndpointStrings } from "./endpoint-strings";
import { SecretPanel } from "./secret-panel";
import { TypeChoice } from "./type-choice";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  hidden: Record<string, string>;
  endpoint: { url: string; description: string; types: string[] | null };
  strings: EndpointStrings;
};

/** Address, description and types of an endpoint; a new one answers with its secret in place of the form. */
export function EndpointForm({ action, hidden, endpoint, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(state.errors).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);
  const { values, errors, message, result } = state;
  if (result?.secret) {
    return (
      <div className="grid justify-items-start gap-5">
        <SecretPanel heading="h2" secret={result.secret} strings={strings.secret} />
        <a className={buttonClass("primary", "normal")} href={result.href}>
          {strings.open}
        </a>
      </div>
    );
  }
  const isTold = Boolean(errors.url || errors.description || errors.types);
  return (
    <form
      ref={form}
      action={submit}
      onSubmit={(event) => isPending && event.preventDefault()}
      className="grid gap-5"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field
        label={strings.url}
        hint={strings.urlHint}
        name="url"
        type="url"
        required
        autoComplete="off"
        spellCheck={false}
        error={errors.url}
        defaultValue={values.url ?? endpoint.url}
      />
      <Field
        label={strings.description}
        hint={strings.descriptionHint}
        name="description"
        autoComplete="off"
        maxLength={200}
        error={errors.description}
        defaultValue={values.description ?? endpoint.description}
      />
      <TypeChoice chosen={endpoint.types} values={values} error={errors.types} strings={strings} />
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {isTold ? null : (message ?? Object.values(errors)[0])}
      </p>
      <div className="flex flex-wrap items-center gap-4">
        <Button size="normal" aria-disabled={isPending}>
          {isPending ? strings.busy : strings.submit}
        </Button>
        <p role="status" className="text-sm text-success empty:hidden">
          {result && !isPending ? strings.done : null}
        </p>
      </div>
    </form>
  );
}
