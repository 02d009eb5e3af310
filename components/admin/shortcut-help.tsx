import type { PaletteStrings } from "./palette-strings";

type Props = { strings: PaletteStrings; command: string };

/** The keys of the console, in words. */
export function ShortcutHelp({ strings: { help }, command }: Props) {
  const rows: [keys: string[], text: string][] = [
    [[command, "K"], help.open],
    [["/"], help.search],
    [["?"], help.help],
    [["↑", "↓"], help.move],
    [["Enter"], help.go],
    [["Esc"], help.leave],
  ];
  return (
    <div className="grid gap-4">
      <dl className="grid gap-2">
        {rows.map(([keys, text]) => (
          <div key={text} className="flex items-center justify-between gap-6">
            <dt>{text}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-muted-foreground">{help.note}</p>
    </div>
  );
}

/** One key of the keyboard. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-flex min-w-6 items-center justify-center rounded-md border border-input/60 bg-muted px-1.5 py-0.5 font-sans text-xs text-muted-foreground">
      {children}
    </kbd>
  );
}
