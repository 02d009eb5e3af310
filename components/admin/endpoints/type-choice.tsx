import { useId } from "react";
import { typeField } from "@/lib/endpoints/type-field";
import type { EndpointStrings } from "./endpoint-strings";

type Props = {
  chosen: string[] | null;
  /** What was sent, when it was refused. */
  values: Record<string, string>;
  error: string | undefined;
  strings: Pick<EndpointStrings, "wanted" | "all" | "chosen" | "types">;
};

/** All types of events, or some of them. */
export function TypeChoice({ chosen, values, error, strings }: Props) {
  const errorId = useId();
  const wanted = values.wanted ?? (chosen ? "chosen" : "all");
  const isChecked = (type: string) =>
    values.wanted ? values[typeField(type)] !== undefined : (chosen?.includes(type) ?? false);
  return (
    <fieldset className="group grid gap-3" aria-describedby={error ? errorId : undefined}>
      <legend className="mb-2 text-sm font-medium">{strings.wanted}</legend>
      {(["all", "chosen"] as const).map((value) => (
        <label key={value} className="flex min-h-11 items-center gap-3 sm:min-h-0">
          <input
            key={wanted}
            type="radio"
            name="wanted"
            value={value}
            defaultChecked={wanted === value}
            aria-invalid={error && value === "chosen" ? true : undefined}
            className="size-4 shrink-0 accent-primary"
          />
          {strings[value]}
        </label>
      ))}
      <ul className="grid gap-x-6 gap-y-2 ps-7 group-has-[input[value=all]:checked]:hidden sm:grid-cols-2">
        {strings.types.map(({ type, text }) => (
          <li key={type}>
            <label className="flex min-h-11 items-start gap-3 py-1 sm:min-h-0">
              <input
                type="checkbox"
                name={typeField(type)}
                defaultChecked={isChecked(type)}
                className="mt-1 size-4 shrink-0 accent-primary"
              />
              <span className="grid min-w-0 gap-0.5">
                <code className="font-mono text-sm break-all">{type}</code>
                <span className="text-sm text-muted-foreground">{text}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error ? (
        <p id={errorId} className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
