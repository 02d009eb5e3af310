"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { KeyResult } from "./key-result";
import type { KeyResultStrings } from "./key-strings";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  keyId: string;
  strings: {
    overlap: string;
    overlaps: { hours: string; label: string }[];
    submit: string;
    ariaLabel: string;
  };
  result: KeyResultStrings;
};

const DEFAULT_HOURS = "24";

/** Makes a key that takes over from this one; the new one takes the form's place, shown once. */
export function RotateForm({ action, keyId, strings, result }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  if (state.result?.key) {
    return (
      <div role="status" className="w-72">
        <KeyResult result={state.result} strings={result} />
      </div>
    );
  }
  return (
    <form action={submit} className="grid justify-items-start gap-3">
      <input type="hidden" name="keyId" value={keyId} />
      <SelectField
        key={state.values.overlapHours}
        label={strings.overlap}
        name="overlapHours"
        defaultValue={state.values.overlapHours ?? DEFAULT_HOURS}
        error={state.errors.overlapHours}
      >
        {strings.overlaps.map(({ hours, label }) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </SelectField>
      <Button size="small" aria-disabled={isPending} aria-label={strings.ariaLabel}>
        {strings.submit}
      </Button>
      <p role="alert" className="max-w-64 text-sm text-destructive empty:hidden">
        {state.message}
      </p>
    </form>
  );
}
