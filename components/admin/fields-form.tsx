"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";

export type FormField = {
  name: string;
  label: string;
  value: string;
  hint?: string | undefined;
  type?: "text" | "email" | undefined;
  isRequired?: boolean | undefined;
  isMono?: boolean | undefined;
  /** With these it is a list to choose from. */
  options?: { value: string; label: string }[] | undefined;
};

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  fields: FormField[];
  /** What the form is about, sent along unseen. */
  hidden: Record<string, string>;
  strings: { submit: string; busy: string; done?: string | undefined };
  variant?: "primary" | "secondary";
};

/** A form of plain fields over one action; what went wrong stands beside its field. Works without its script. */
export function FieldsForm({ action, fields, hidden, strings, variant = "primary" }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const form = useRef<HTMLFormElement>(null);
  const isTold = fields.some(({ name }) => state.errors[name]);
  useEffect(() => {
    if (Object.keys(state.errors).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);
  return (
    <form
      ref={form}
      action={submit}
      onSubmit={(event) => isPending && event.preventDefault()}
      className="grid gap-4"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid items-start gap-4 sm:grid-cols-[repeat(auto-fit,minmax(17rem,1fr))]">
        {fields.map((field) => (
          <OneField key={field.name} field={field} state={state} />
        ))}
      </div>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {isTold ? null : (state.message ?? Object.values(state.errors)[0])}
      </p>
      <div className="flex flex-wrap items-center gap-4">
        <Button size="small" variant={variant} aria-disabled={isPending}>
          {isPending ? strings.busy : strings.submit}
        </Button>
        <p role="status" className="text-sm text-success empty:hidden">
          {state.result && !isPending ? (state.result.message ?? strings.done) : null}
        </p>
      </div>
    </form>
  );
}

function OneField({ field, state }: { field: FormField; state: FormState }) {
  const { name, label, hint, options } = field;
  const shared = {
    ...{ name, label, hint },
    error: state.errors[name],
    defaultValue: state.values[name] ?? field.value,
  };
  if (options) {
    return (
      <SelectField {...shared} key={shared.defaultValue}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <Field
      {...shared}
      type={field.type ?? "text"}
      required={field.isRequired}
      autoComplete="off"
      spellCheck={field.isMono ? false : undefined}
    />
  );
}
