"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  connectionId: string;
  tenantId: string;
  strings: {
    text: string;
    submit: string;
    submitting: string;
    result: string;
    /** With a gap `{expiresAt}`. */
    expires: string;
    copy: string;
    copied: string;
  };
};

/** Makes a link that renews one connection, and shows its address this once. */
export function ReconnectLinkForm({ action, connectionId, tenantId, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { result, message, errors } = state;
  return (
    <div className="grid gap-3">
      <form action={submit} className="grid justify-items-start gap-3">
        <input type="hidden" name="connectionId" value={connectionId} />
        <input type="hidden" name="tenantId" value={tenantId} />
        <p className="leading-relaxed">{strings.text}</p>
        <Button size="small" variant="secondary" aria-disabled={isPending}>
          {isPending ? strings.submitting : strings.submit}
        </Button>
        <p role="alert" className="text-destructive empty:hidden">
          {message ?? Object.values(errors)[0]}
        </p>
      </form>
      <div role="status" className="empty:hidden">
        {result?.url ? (
          <div className="grid gap-2 rounded-xl border border-primary/30 bg-primary-soft p-3">
            <p className="font-medium">{strings.result}</p>
            <code className="rounded-lg bg-card px-3 py-2 font-mono text-xs break-all select-all">
              {result.url}
            </code>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-muted-foreground">
                {strings.expires.replace("{expiresAt}", formatTime(result.expiresAt ?? ""))}
              </span>
              <CopyButton
                value={result.url}
                label={strings.copy}
                copiedLabel={strings.copied}
                what=""
              />
            </div>
          </div>
        ) : null}
      </div>
    </div>
  );
}

function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
