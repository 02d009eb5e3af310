"use client";

import { useActionState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { LinkEmailField, LinkFormCard, LinkSubmit } from "./link-form-card";
import { LinkResult } from "./link-result";
import type { TenantLinkStrings } from "./tenant-link-strings";

type Offer = {
  numbers: { id: string; phoneNumber: string }[];
  isUnknown: boolean;
  origins: string[];
  canMail: boolean;
};
type Props = Offer & {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  tenant: { id: string; name: string; email: string | undefined };
  strings: TenantLinkStrings;
};
type FieldsProps = Pick<Props, "tenant" | "strings"> & Offer & { state: FormState };

const DEFAULT_MINUTES = "10080";

/** Makes a link for a customer who exists. */
export function TenantLinkForm({ action, tenant, strings, ...offer }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { message, result } = state;
  return (
    <LinkFormCard id="settings" strings={strings} className="max-w-3xl">
      {result?.url ? null : (
        <form action={submit} className="grid gap-6">
          <input type="hidden" name="tenantId" value={tenant.id} />
          <NumberAndTime {...{ tenant, strings, state }} {...offer} />
          <Mail {...{ tenant, strings, state }} {...offer} />
          <Returns {...{ tenant, strings, state }} {...offer} />
          <LinkSubmit
            strings={strings}
            isPending={isPending}
            problem={message ?? state.errors.tenantId}
          >
            <a className={buttonClass("quiet", "small")} href="/admin/links/new">
              {strings.other}
            </a>
          </LinkSubmit>
        </form>
      )}
      <div role="status" className="grid gap-4 empty:hidden">
        {result?.url ? (
          <>
            <LinkResult result={result} strings={strings.result} />
            <a
              className={`${buttonClass("secondary", "small")} justify-self-start`}
              href="/admin/links"
            >
              {strings.done}
            </a>
          </>
        ) : null}
      </div>
    </LinkFormCard>
  );
}

function NumberAndTime({ strings, state: { values, errors }, numbers, isUnknown }: FieldsProps) {
  const none = numbers.length === 0 ? strings.numberNone : undefined;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <SelectField
        key={`number ${values.numberId}`}
        label={strings.number}
        name="numberId"
        hint={isUnknown ? strings.numberUnknown : none}
        defaultValue={values.numberId}
        error={errors.numberId}
      >
        <option value="">{strings.numberAny}</option>
        <option value="own">{strings.numberOwn}</option>
        {numbers.map(({ id, phoneNumber }) => (
          <option key={id} value={id}>
            {phoneNumber}
          </option>
        ))}
      </SelectField>
      <SelectField
        key={`lifetime ${values.lifetimeMinutes}`}
        label={strings.lifetime}
        name="lifetimeMinutes"
        defaultValue={values.lifetimeMinutes ?? DEFAULT_MINUTES}
        error={errors.lifetimeMinutes}
      >
        {strings.lifetimes.map(({ minutes, label }) => (
          <option key={minutes} value={minutes}>
            {label}
          </option>
        ))}
      </SelectField>
      <Field
        label={strings.expected}
        name="expectedPhoneNumber"
        type="tel"
        dir="ltr"
        autoComplete="off"
        maxLength={30}
        hint={strings.expectedHint}
        defaultValue={values.expectedPhoneNumber}
        error={errors.expectedPhoneNumber}
      />
    </div>
  );
}

function Mail({ tenant, strings, state: { values, errors }, canMail }: FieldsProps) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <LinkEmailField strings={strings} value={values.email ?? tenant.email} error={errors.email} />
      <div className="grid gap-1 sm:pt-7">
        <label className="flex min-h-11 items-center gap-2.5 text-sm font-medium">
          <input
            key={values.mail}
            type="checkbox"
            name="mail"
            defaultChecked={values.mail === "on"}
            disabled={!canMail}
            className="size-4 accent-primary"
          />
          {strings.mail}
        </label>
        {canMail ? null : <p className="text-sm text-muted-foreground">{strings.mailOff}</p>}
        {errors.mail ? <p className="text-sm text-destructive">{errors.mail}</p> : null}
      </div>
    </div>
  );
}

function Returns({ strings, state: { values, errors }, origins }: FieldsProps) {
  const isListed = origins.length > 0;
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-medium">{strings.returns}</legend>
      <p className="text-sm leading-relaxed text-muted-foreground">
        {isListed ? `${strings.returnsHint} ${origins.join(", ")}` : strings.returnsNone}
      </p>
      {isListed ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label={strings.success}
            name="successUrl"
            type="url"
            autoComplete="off"
            defaultValue={values.successUrl}
            error={errors.successUrl}
          />
          <Field
            label={strings.failure}
            name="failureUrl"
            type="url"
            autoComplete="off"
            defaultValue={values.failureUrl}
            error={errors.failureUrl}
          />
        </div>
      ) : null}
    </fieldset>
  );
}
