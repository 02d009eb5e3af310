import { useId } from "react";
import type { NumberListView } from "@/lib/numbers/view";
import type { LaunchStrings } from "./launch-strings";

type Props = {
  list: NumberListView;
  chosenId: string | undefined;
  onChoose: (numberId: string | undefined) => void;
  strings: LaunchStrings["choice"];
  isLocked: boolean;
};

/** One native radio per number; a number that cannot be chosen says why. */
export function NumberChoice({ list, chosenId, onChoose, strings, isLocked }: Props) {
  return (
    <fieldset className="grid gap-3" disabled={isLocked}>
      <legend className="mb-3 text-lg font-semibold tracking-tight">{strings.title}</legend>
      {list.isFixed ? null : (
        <Choice
          label={strings.own}
          text={strings.ownText}
          isChosen={chosenId === undefined}
          isSelectable
          onChoose={() => onChoose(undefined)}
        />
      )}
      {list.numbers.map((number) => (
        <Choice
          key={number.id}
          label={number.phoneNumber}
          text={number.sentence}
          isChosen={chosenId === number.id}
          isSelectable={number.isSelectable}
          onChoose={() => onChoose(number.id)}
        />
      ))}
      {list.problem ? <p className="text-sm text-muted-foreground">{list.problem}</p> : null}
    </fieldset>
  );
}

type ChoiceProps = {
  label: string;
  text: string;
  isChosen: boolean;
  isSelectable: boolean;
  onChoose: () => void;
};

function Choice({ label, text, isChosen, isSelectable, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="group relative flex gap-3 rounded-xl border border-border bg-card p-4 transition-colors has-checked:border-primary has-checked:bg-primary-soft has-enabled:hover:border-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring has-disabled:bg-muted">
      <input
        id={id}
        type="radio"
        name="number"
        className="relative z-10 mt-0.5 size-5 shrink-0 outline-none"
        checked={isChosen}
        disabled={!isSelectable}
        onChange={onChoose}
        aria-describedby={`${id}-text`}
      />
      <div className="grid gap-0.5">
        <label
          htmlFor={id}
          className="font-medium tabular-nums after:absolute after:inset-0 group-has-disabled:text-muted-foreground"
        >
          <bdi>{label}</bdi>
        </label>
        <p id={`${id}-text`} className="text-sm leading-relaxed text-muted-foreground">
          {text}
        </p>
      </div>
    </div>
  );
}
