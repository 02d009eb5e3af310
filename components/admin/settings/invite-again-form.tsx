"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { InviteResult, type InviteResultStrings } from "./invite-result";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  userId: string;
  strings: InviteResultStrings & { label: string; ariaLabel: string };
};

/** Sends an invitation once more, and says that it left or shows its link. */
export function InviteAgainForm({ action, userId, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  return (
    <form action={submit} className="grid max-w-sm justify-items-start gap-2">
      <input type="hidden" name="userId" value={userId} />
      <Button
        size="small"
        variant="secondary"
        aria-disabled={isPending}
        aria-label={strings.ariaLabel}
      >
        {strings.label}
      </Button>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </p>
      <div role="status" className="empty:hidden">
        {state.result?.email ? <InviteResult result={state.result} strings={strings} /> : null}
      </div>
    </form>
  );
}
