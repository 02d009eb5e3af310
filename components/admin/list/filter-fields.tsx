import { type ComponentProps, useId } from "react";

const CONTROL =
  "min-h-11 w-full min-w-0 rounded-lg border border-input bg-background px-3 py-1.5 text-base sm:min-h-9 sm:text-sm";

type Shared = { label: string };
type InputProps = Shared & {
  suggestions?: readonly string[];
  isWide?: boolean;
} & Omit<ComponentProps<"input">, "id" | "list">;

/** A small labelled input for the filters above a list; `suggestions` are offered while one types. A wide one has a line of its own on phones. */
export function FilterInput({ label, suggestions, isWide = false, ...input }: InputProps) {
  const id = useId();
  const listId = suggestions ? `${id}-list` : undefined;
  return (
    <div
      className={`grid w-full min-w-0 gap-1 sm:w-auto ${isWide ? "col-span-full sm:min-w-72" : "sm:min-w-36"}`}
    >
      <label htmlFor={id} className="text-xs font-medium text-muted-foreground">
        {label}
      </label>
      <input id={id} list={listId} className={CONTROL} {...input} />
      {suggestions ? (
        <datalist id={listId}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}

type SelectProps = Shared &
  Omit<ComponentProps<"select">, "id"> & {
    all: string;
    options: readonly (readonly [value: string, label: string])[];
  };

/** A small labelled select for the filters above a list, which may ask for nothing. */
export function FilterSelect({ label, all, options, ...select }: SelectProps) {
  const id = useId();
  return (
    <div className="grid w-full min-w-0 gap-1 sm:w-auto sm:min-w-32">
      <label htmlFor={id} className="text-xs font-medium text-muted-foreground">
        {label}
      </label>
      <select id={id} className={CONTROL} {...select}>
        <option value="">{all}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
