"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import type { SecretStrings } from "./endpoint-strings";
import { SecretPanel } from "./secret-panel";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  endpointId: string;
  label: string;
  strings: SecretStrings;
};

/** Gives the endpoint a new secret and shows it, this once. */
export function RotateForm({ action, endpointId, label, strings }: Props) {
  const [{ result, message, errors }, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form
      action={submit}
      onSubmit={(event) => isPending && event.preventDefault()}
      className="grid justify-items-start gap-3"
    >
      <input type="hidden" name="endpointId" value={endpointId} />
      {result?.secret ? (
        <SecretPanel key={result.secret} heading="h3" secret={result.secret} strings={strings} />
      ) : null}
      <Button size="small" variant="secondary" aria-disabled={isPending}>
        {label}
      </Button>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {message ?? Object.values(errors)[0]}
      </p>
    </form>
  );
}
