"use client";

import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { ERROR_WORDS } from "@/lib/i18n/error-words";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <ProblemPage title={ERROR_WORDS.title}>
      <p className="leading-relaxed text-muted-foreground">{ERROR_WORDS.text}</p>
      {error.digest ? (
        <p className="text-sm text-muted-foreground">
          {ERROR_WORDS.reference} <code className="font-mono select-all">{error.digest}</code>
        </p>
      ) : null}
      <div>
        <Button type="button" size="normal" onClick={reset}>
          {ERROR_WORDS.retry}
        </Button>
      </div>
    </ProblemPage>
  );
}
