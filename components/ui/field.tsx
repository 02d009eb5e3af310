import { type ComponentProps, type ReactNode, useId } from "react";

const CONTROL =
  "min-h-11 w-full rounded-lg border border-input bg-background px-3 py-2 text-base aria-invalid:border-destructive";

type Shared = {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
};
type FieldProps = Omit<ComponentProps<"input">, "id" | "className"> & Shared;
type SelectProps = Omit<ComponentProps<"select">, "id" | "className"> & Shared;

/** A labelled input whose hint and error are read out with it. */
export function Field({ label, error, hint, ...input }: FieldProps) {
  const { id, control, frame } = useField({ label, error, hint });
  return frame(<input id={id} className={CONTROL} {...control} {...input} />);
}

/** A labelled native select. */
export function SelectField({ label, error, hint, ...select }: SelectProps) {
  const { id, control, frame } = useField({ label, error, hint });
  return frame(<select id={id} className={CONTROL} {...control} {...select} />);
}

function useField({ label, error, hint }: Shared) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(" ") || undefined;
  const control = { "aria-invalid": error ? true : undefined, "aria-describedby": describedBy };
  const frame = (child: ReactNode) => (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {child}
      {hint ? (
        <p id={hintId} className="text-sm text-muted-foreground">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
    </div>
  );
  return { id, control, frame };
}
