"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HEX_COLOR } from "@/lib/brand/color-space";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import { BrandPreview } from "./brand-preview";
import type { BrandStrings } from "./brand-strings";
import { LogoField } from "./logo-field";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  hidden: Record<string, string>;
  brand: { name: string; color: string; supportEmail: string };
  /** What stands where a field is empty. */
  defaults: { name: string; color: string };
  logo: { url: string | undefined; mayChange: boolean };
  strings: BrandStrings;
};

/** Name, colour, support contact and logo, with the customer's page beside them as it will be. */
export function BrandForm({ action, hidden, brand, defaults, logo, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const [name, setName] = useState(brand.name);
  const [color, setColor] = useState(brand.color);
  const [email, setEmail] = useState(brand.supportEmail);
  const [chosen, setChosen] = useState<{ version: string | undefined; url: string | undefined }>();
  // A logo that was saved is the present one from then on.
  const newLogo = chosen?.version === hidden.version ? chosen?.url : undefined;
  const { errors, message } = state;
  const isTold = Object.keys(errors).length > 0;
  return (
    <div className="grid items-start gap-8 xl:grid-cols-2">
      <form
        action={submit}
        onSubmit={(event) => isPending && event.preventDefault()}
        className="grid max-w-xl gap-4"
      >
        {Object.entries(hidden).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <Field
          label={strings.name}
          name="name"
          hint={strings.nameHint}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={errors.name}
        />
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
          <Field
            label={strings.color}
            name="color"
            hint={strings.colorHint}
            autoComplete="off"
            spellCheck={false}
            value={color}
            onChange={(event) => setColor(event.target.value)}
            error={errors.color}
          />
          <input
            type="color"
            aria-label={strings.pick}
            title={strings.pick}
            value={HEX_COLOR.test(color) ? color.toLowerCase() : defaults.color}
            onChange={(event) => setColor(event.target.value)}
            className="mt-[1.625rem] h-11 w-14 rounded-lg border border-input bg-background p-1"
          />
        </div>
        <Field
          label={strings.supportEmail}
          name="supportEmail"
          type="email"
          hint={strings.supportHint}
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={errors.supportEmail}
        />
        {logo.mayChange ? (
          <LogoField
            key={hidden.version}
            current={logo.url}
            error={errors.logo}
            strings={strings}
            onChange={(url) => setChosen({ version: hidden.version, url })}
          />
        ) : null}
        <p role="alert" className="text-sm text-destructive empty:hidden">
          {isTold ? null : message}
        </p>
        <div className="flex flex-wrap items-center gap-4">
          <Button size="small" aria-disabled={isPending}>
            {isPending ? strings.saving : strings.save}
          </Button>
          <p role="status" className="text-sm text-success empty:hidden">
            {state.result && !isPending ? strings.saved : null}
          </p>
        </div>
      </form>
      <BrandPreview
        name={name.trim() || defaults.name}
        color={color}
        fallbackColor={defaults.color}
        logoUrl={logo.mayChange || !name.trim() ? (newLogo ?? logo.url) : undefined}
        strings={strings.preview}
      />
    </div>
  );
}
