"use client";

import { Search } from "lucide-react";
import { useCallback, useRef, useState, useSyncExternalStore } from "react";
import { PaletteDialog } from "./palette-dialog";
import { PaletteFinder } from "./palette-finder";
import type { Place } from "./palette-list";
import type { PaletteStrings } from "./palette-strings";
import { Key, ShortcutHelp } from "./shortcut-help";
import { useShortcuts } from "./use-shortcuts";

type Props = { places: Place[]; strings: PaletteStrings };

/** The button that opens the palette, the palette and the keyboard's help, each a dialog of its own. */
export function CommandPalette({ places, strings }: Props) {
  const palette = useRef<HTMLDialogElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const onPalette = useCallback(() => {
    palette.current?.showModal();
    field.current?.focus();
  }, []);
  const onHelp = useCallback(() => help.current?.showModal(), []);
  useShortcuts({ onPalette, onHelp });
  const command = useSyncExternalStore(never, commandKey, () => "Ctrl");
  return (
    <>
      <button
        type="button"
        onClick={onPalette}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className="flex min-h-11 w-full items-center gap-2 rounded-lg border border-input/60 bg-background px-3 text-sm text-muted-foreground transition-colors duration-150 hover:text-foreground lg:min-h-9"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="flex-1 text-start">{strings.open}</span>
        <span aria-hidden className="hidden gap-1 sm:flex">
          <Key>{command}</Key>
          <Key>K</Key>
        </span>
      </button>
      <PaletteDialog
        ref={palette}
        title={strings.openHint}
        closeLabel={strings.close}
        onClose={() => setText("")}
      >
        <PaletteFinder
          fieldRef={field}
          places={places}
          strings={strings}
          text={text}
          onText={setText}
          onDone={() => palette.current?.close()}
        />
      </PaletteDialog>
      <PaletteDialog
        ref={help}
        title={strings.help.title}
        closeLabel={strings.close}
        onClose={() => {}}
      >
        <div className="p-5">
          <ShortcutHelp strings={strings} command={command} />
        </div>
      </PaletteDialog>
    </>
  );
}

const never = () => () => {};

function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
}
