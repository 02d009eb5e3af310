"use client";

import { useActionState } from "react";
import {
  MADE_LINK_FRAME,
  MadeLink,
  type MadeLinkStrings,
} from "@/components/admin/links/made-link";
import { Button } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  connectionId: string;
  tenantId: string;
  strings: MadeLinkStrings & { text: string; submit: string; submitting: string };
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
          <div className={MADE_LINK_FRAME}>
            <MadeLink url={result.url} expiresAt={result.expiresAt ?? ""} strings={strings} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
