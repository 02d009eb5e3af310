"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  strings: { run: string; running: string };
};

/** Runs the doctor; while it works, says so. */
export function RunDoctorForm({ action, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <Button size="normal" aria-disabled={isPending}>
        {isPending ? <Spinner className="size-4 text-primary-foreground" /> : null}
        {strings.run}
      </Button>
      <p role="status" className="text-sm text-muted-foreground empty:hidden">
        {isPending ? strings.running : null}
      </p>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </p>
    </form>
  );
}
