"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { type Choice, choicesOf, PaletteList, type Place } from "./palette-list";
import type { PaletteStrings } from "./palette-strings";
import { useConsoleSearch } from "./use-console-search";

type Props = {
  fieldRef: Ref<HTMLInputElement>;
  places: Place[];
  strings: PaletteStrings;
  text: string;
  onText: (text: string) => void;
  onDone: () => void;
};

/** The field and its list, after the pattern of a combobox with a listbox. */
export function PaletteFinder({ fieldRef, places, strings, text, onText, onDone }: Props) {
  const id = useId();
  const router = useRouter();
  const { hits, isSearching, hasFailed } = useConsoleSearch(text);
  const [wanted, setWanted] = useState(0);
  const choices = choicesOf(text, hits, places);
  const flat = choices.flatMap(({ items }) => items);
  const active = Math.min(wanted, flat.length - 1);
  const choose = ({ href }: Choice) => {
    onDone();
    router.push(href);
  };
  const move = (next: number) => {
    setWanted(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = flat[active];
    if (event.nativeEvent.isComposing || !chosen) return;
    const to = targetOf(event, active, flat.length);
    if (to === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (to === undefined) choose(chosen);
    else move(to);
  };
  const state = hasFailed ? strings.failed : isSearching ? strings.searching : undefined;
  const count = strings.count.replace("{count}", String(flat.length));
  return (
    <>
      <div className="border-b border-border px-4 pb-3">
        <input
          ref={fieldRef}
          type="text"
          role="combobox"
          aria-label={strings.field}
          aria-expanded={flat.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={flat.length > 0 ? `${id}-${active}` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          placeholder={strings.placeholder}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setWanted(0);
          }}
          onKeyDown={onKeyDown}
          className="min-h-11 w-full rounded-lg border border-input bg-background px-3 py-2 text-base placeholder:text-muted-foreground"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <PaletteList
          id={id}
          choices={choices}
          active={active}
          strings={strings}
          onChoose={choose}
        />
        {flat.length === 0 && !isSearching && !hasFailed ? (
          <p className="px-5 pb-6 text-sm leading-relaxed text-muted-foreground">{strings.none}</p>
        ) : null}
      </div>
      <p role="status" className="border-t border-border px-5 py-2 text-xs text-muted-foreground">
        {state ?? count}
      </p>
    </>
  );
}

/** Where a key leads in a list that has no end; undefined for a key that does not move. */
function targetOf(event: KeyboardEvent, active: number, length: number): number | undefined {
  if (event.key === "ArrowDown") return (active + 1) % length;
  if (event.key === "ArrowUp") return (active + length - 1) % length;
  if (event.key === "Home" && event.ctrlKey) return 0;
  return event.key === "End" && event.ctrlKey ? length - 1 : undefined;
}
