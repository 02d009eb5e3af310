"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  strings: Record<"submit" | "warning" | "result" | "copy" | "copied", string>;
};

/** Makes a new secret and shows it, once. */
export function ReturnSecretForm({ action, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const secret = state.result?.secret;
  return (
    <form
      action={submit}
      onSubmit={(event) => isPending && event.preventDefault()}
      className="grid justify-items-start gap-3"
    >
      <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">{strings.warning}</p>
      <Button size="small" variant="secondary" aria-disabled={isPending}>
        {strings.submit}
      </Button>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {state.message}
      </p>
      {secret ? (
        <div
          role="status"
          className="grid w-full max-w-xl gap-2 rounded-xl border border-primary/30 bg-primary-soft p-4"
        >
          <p className="text-sm font-medium">{strings.result}</p>
          <code className="rounded-lg bg-card px-3 py-2 font-mono text-sm break-all select-all">
            {secret}
          </code>
          <CopyButton value={secret} label={strings.copy} copiedLabel={strings.copied} what="" />
        </div>
      ) : null}
    </form>
  );
}
