"use client";

import { useEffect } from "react";

type Shortcuts = { onPalette: () => void; onHelp: () => void };

/**
 * Ctrl+K or Cmd+K opens the palette; `/` goes to the page's own search, marked `data-search`, or else to the palette;
 * `?` opens the help. While somebody types, or a dialog is open, keys are theirs.
 */
export function useShortcuts({ onPalette, onHelp }: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTaken(event.target)) return;
      const shortcut = shortcutOf(event);
      if (!shortcut) return;
      event.preventDefault();
      if (shortcut === "help") onHelp();
      else if (shortcut === "palette" || !focusSearch()) onPalette();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onPalette, onHelp]);
}

function shortcutOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === "k" ? "palette" : undefined;
  if (key === "/") return "search";
  return key === "?" ? "help" : undefined;
}

const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable='true']";
const KEYLESS_INPUTS = ["checkbox", "radio", "button", "submit", "reset", "file", "range"];

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && KEYLESS_INPUTS.includes(target.type)) return false;
  return target.matches(FIELDS);
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("main [data-search]");
  field?.focus();
  field?.select?.();
  return field !== null;
}
