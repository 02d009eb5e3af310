"use client";

import { type ChangeEvent, useActionState, useId, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { EMPTY, type FormState } from "@/lib/http/form-state";
import type { ShownLine } from "@/lib/tenants/import/import-view";
import { ImportPlan } from "./import-plan";
import type { ImportStrings } from "./import-strings";

const BYTES_MAX = 1_000_000;
const SAMPLE = "externalId,name,email,locale,workspaceId";

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>;
  strings: ImportStrings;
};

/** A list from a file or the clipboard: checked first, line by line, then imported as it was shown. */
export function ImportForm({ action, strings }: Props) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const [csv, setCsv] = useState(state.values.csv ?? "");
  const [checked, setChecked] = useState("");
  const [isTooLarge, setTooLarge] = useState(false);
  const id = useId();
  const { result, errors, message } = state;
  const error = isTooLarge ? strings.tooLarge : errors.csv;
  const isStale = csv === "" || csv !== checked;
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    setTooLarge(file !== undefined && file.size > BYTES_MAX);
    if (file && file.size <= BYTES_MAX) setCsv(await file.text());
  };
  return (
    <form
      action={submit}
      onSubmit={(event) => (isPending ? event.preventDefault() : setChecked(csv))}
      className="grid gap-8"
    >
      <div className="grid max-w-3xl gap-4">
        <div className="grid gap-1.5">
          <label htmlFor={`${id}-file`} className="text-sm font-medium">
            {strings.file}
          </label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".csv,text/csv,text/plain"
            aria-describedby={`${id}-hint`}
            onChange={read}
            className="min-h-11 w-full rounded-lg border border-input bg-background p-2 text-sm file:me-3 file:min-h-7 file:rounded-md file:bg-muted file:px-3 file:font-medium"
          />
          <p id={`${id}-hint`} className="text-sm text-muted-foreground">
            {strings.fileHint}
          </p>
        </div>
        <div className="grid gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            {strings.csv}
          </label>
          <textarea
            id={id}
            name="csv"
            rows={10}
            value={csv}
            onChange={(event) => setCsv(event.target.value)}
            placeholder={SAMPLE}
            spellCheck={false}
            wrap="off"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            className="w-full rounded-lg border border-input bg-background px-3 py-2 font-mono text-sm aria-invalid:border-destructive"
          />
          <p id={`${id}-error`} role="alert" className="text-sm text-destructive empty:hidden">
            {error ?? message}
          </p>
        </div>
        <div>
          <Button name="intent" value="check" size="small" aria-disabled={isPending}>
            {isPending ? strings.checking : strings.check}
          </Button>
        </div>
      </div>
      <p role="status" className="-mt-8 max-w-prose font-medium not-empty:mt-0">
        {isPending ? null : (result?.done ?? result?.summary)}
      </p>
      {result?.done ? (
        <a href="/admin/tenants" className={`${buttonClass("secondary", "small")} w-fit`}>
          {strings.toList}
        </a>
      ) : null}
      {result?.plan ? <Plan {...{ result, isStale, isPending, strings }} /> : null}
    </form>
  );
}

type PlanProps = {
  result: Record<string, string>;
  isStale: boolean;
  isPending: boolean;
  strings: ImportStrings;
};

function Plan({ result, isStale, isPending, strings }: PlanProps) {
  const lines = JSON.parse(result.lines ?? "[]") as ShownLine[];
  return (
    <div className="grid gap-6">
      <input type="hidden" name="plan" value={result.plan} />
      {result.unknownColumns ? (
        <p className="text-sm text-warning">{result.unknownColumns}</p>
      ) : null}
      {result.apply && !isStale ? (
        <div>
          <Button name="intent" value="apply" size="small" aria-disabled={isPending}>
            {isPending ? strings.applying : result.apply}
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted-foreground">{isStale ? strings.edited : result.nothing}</p>
      )}
      <ImportPlan lines={lines} strings={strings} />
    </div>
  );
}
