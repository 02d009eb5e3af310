"use client";

import { useActionState, useState } from "react";
import { Field, SelectField } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { LinkEmailField, LinkFormCard, LinkSubmit } from "./link-form-card";
import { MADE_LINK_FRAME, MadeLink } from "./made-link";
import type { NewLinkStrings } from "./new-link-strings";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  strings: NewLinkStrings;
  tenants: { id: string; name: string }[];
};

/** Makes a link for a customer that exists, or for a new one. */
export function NewLinkForm({ action, strings, tenants }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const [tenantId, setTenantId] = useState("");
  const { values, errors, message, result } = state;
  return (
    <LinkFormCard id="new-link" strings={strings} className="!gap-5">
      <form action={submit} className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {tenants.length > 0 ? (
            <SelectField
              label={strings.tenant}
              name="tenantId"
              value={tenantId}
              onChange={(event) => setTenantId(event.target.value)}
              error={errors.tenantId}
            >
              <option value="">{strings.newTenant}</option>
              {tenants.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          ) : null}
          {tenantId === "" ? (
            <Field
              label={strings.name}
              name="tenantName"
              autoComplete="off"
              defaultValue={values.tenantName}
              error={errors.tenantName}
            />
          ) : null}
          <LinkEmailField strings={strings} value={values.email} error={errors.email} />
        </div>
        {tenantId === "" ? (
          <details open={Boolean(values.workspaceId)}>
            <summary className="py-3 text-sm font-medium text-primary">{strings.more}</summary>
            <div className="grid max-w-md pt-2">
              <Field
                label={strings.workspace}
                name="workspaceId"
                autoComplete="off"
                spellCheck={false}
                hint={strings.workspaceHint}
                defaultValue={values.workspaceId}
                error={errors.workspaceId}
              />
            </div>
          </details>
        ) : null}
        <LinkSubmit strings={strings} isPending={isPending} problem={message} />
      </form>
      <div role="status" className="-mt-5 not-empty:mt-0">
        {result?.url ? (
          <div className={MADE_LINK_FRAME}>
            <MadeLink url={result.url} expiresAt={result.expiresAt ?? ""} strings={strings.made} />
          </div>
        ) : null}
      </div>
    </LinkFormCard>
  );
}
