import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";

type CardProps = {
  id: string;
  strings: { title: string; text: string };
  className?: string;
  children: ReactNode;
};

/** The card around a form that makes a link. */
export function LinkFormCard({ id, strings, className = "", children }: CardProps) {
  return (
    <Card aria-labelledby={id} className={`grid gap-6 ${className}`}>
      <div className="grid gap-1">
        <h2 id={id} className="text-lg font-semibold tracking-tight">
          {strings.title}
        </h2>
        <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">{strings.text}</p>
      </div>
      {children}
    </Card>
  );
}

type EmailProps = {
  strings: { email: string; emailHint: string };
  value: string | undefined;
  error: string | undefined;
};

/** Whom the link is for. */
export function LinkEmailField({ strings, value, error }: EmailProps) {
  return (
    <Field
      label={strings.email}
      name="email"
      type="email"
      autoComplete="off"
      hint={strings.emailHint}
      defaultValue={value}
      error={error}
    />
  );
}

type SubmitProps = {
  strings: { submit: string; submitting: string };
  isPending: boolean;
  problem: string | undefined;
  children?: ReactNode;
};

/** What went wrong, and the button that makes the link. */
export function LinkSubmit({ strings, isPending, problem, children }: SubmitProps) {
  return (
    <>
      <p role="alert" className="text-sm text-destructive empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap items-center gap-4">
        <Button size="normal" aria-disabled={isPending}>
          {isPending ? strings.submitting : strings.submit}
        </Button>
        {children}
      </div>
    </>
  );
}
