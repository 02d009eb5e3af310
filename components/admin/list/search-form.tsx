"use client";

import Form from "next/form";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

type Props = {
  path: string;
  text: string;
  strings: { label: string; hint: string; submit: string };
};

const PAUSE_MS = 250;

/** A search whose answer the server draws, while one types where scripts run and after Enter where they do not. */
export function SearchForm({ path, text, strings }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onChange = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => form.current?.requestSubmit(), PAUSE_MS);
  };
  return (
    <Form ref={form} action={path} replace scroll={false} role="search">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <Field
            label={strings.label}
            name="q"
            type="search"
            autoComplete="off"
            maxLength={200}
            defaultValue={text}
            onChange={onChange}
          />
        </div>
        <Button variant="secondary" size="normal">
          {strings.submit}
        </Button>
      </div>
      <p className="mt-1.5 text-sm text-muted-foreground">{strings.hint}</p>
    </Form>
  );
}
