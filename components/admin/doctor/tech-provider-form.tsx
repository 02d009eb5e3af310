"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  values: { solutionId: string; businessId: string };
  strings: {
    title: string;
    solution: string;
    business: string;
    submit: string;
    submitting: string;
    done: string;
  };
};

/** Shows what Bird would be sent, and sends just that. */
export function TechProviderForm({ action, values, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid gap-3 rounded-lg border border-border p-4">
      <p className="text-sm font-medium">{strings.title}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted-foreground">{strings.solution}</dt>
        <dd className="font-mono break-all tabular-nums">{values.solutionId}</dd>
        <dt className="text-muted-foreground">{strings.business}</dt>
        <dd className="font-mono break-all tabular-nums">{values.businessId}</dd>
      </dl>
      <input type="hidden" name="solutionId" value={values.solutionId} />
      <input type="hidden" name="businessId" value={values.businessId} />
      <div>
        <Button size="small" variant="secondary" aria-disabled={isPending}>
          {isPending ? strings.submitting : strings.submit}
        </Button>
      </div>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </p>
      <p role="status" className="text-sm empty:hidden">
        {state.result ? strings.done : null}
      </p>
    </form>
  );
}
