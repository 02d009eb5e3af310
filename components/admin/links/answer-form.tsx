"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { LinkResult } from "./link-result";
import type { LinkResultStrings } from "./link-result-strings";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  linkId: string;
  label: string;
  ariaLabel: string;
  strings: LinkResultStrings;
};

/** Answers a customer who asked for a fresh link; what was made takes the button's place, shown once. */
export function AnswerForm({ action, linkId, label, ariaLabel, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { result, message } = state;
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      <input type="hidden" name="linkId" value={linkId} />
      {result?.url ? null : (
        <Button size="small" aria-disabled={isPending} aria-label={ariaLabel}>
          {label}
        </Button>
      )}
      <div role="status" className="w-72 empty:hidden">
        {result?.url ? (
          <div data-shown-once>
            <LinkResult result={result} strings={strings} />
          </div>
        ) : null}
      </div>
      <p role="alert" className="max-w-52 text-sm text-destructive empty:hidden">
        {message}
      </p>
    </form>
  );
}
