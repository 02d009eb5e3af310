import type { PaletteStrings } from "./palette-strings";
import type { Hit } from "./use-console-search";

export type Place = { label: string; href: string };
export type Choice = { key: string; title: string; detail: string; href: string };
export type Choices = { id: "tenants" | "connections" | "pages"; items: Choice[] }[];

/** What can be chosen, in its groups: what was found, then the pages that the text fits. */
export function choicesOf(text: string, hits: Hit[], places: Place[]): Choices {
  const words = text.trim().toLowerCase();
  const of = (kind: Hit["kind"]) =>
    hits.filter((hit) => hit.kind === kind).map((hit) => ({ ...hit, key: `${kind} ${hit.href}` }));
  const pages = places
    .filter(({ label }) => label.toLowerCase().includes(words))
    .map(({ label, href }) => ({ key: `page ${href}`, title: label, detail: "", href }));
  return [
    { id: "tenants" as const, items: of("tenant") },
    { id: "connections" as const, items: of("connection") },
    { id: "pages" as const, items: pages },
  ].filter(({ items }) => items.length > 0);
}

type Props = {
  id: string;
  choices: Choices;
  active: number;
  strings: PaletteStrings;
  onChoose: (choice: Choice) => void;
};

/** The listbox of the palette. The field keeps the focus and says which option is active. */
export function PaletteList({ id, choices, active, strings, onChoose }: Props) {
  let at = -1;
  return (
    <div id={id} role="listbox" aria-label={strings.title} className="grid gap-3 p-2">
      {choices.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
          <p
            id={`${id}-${group.id}`}
            className="px-3 py-1.5 text-xs font-medium text-muted-foreground"
          >
            {strings[group.id]}
          </p>
          {group.items.map((choice) => {
            at += 1;
            const isActive = at === active;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which has the focus
              <div
                key={choice.key}
                id={`${id}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={isActive}
                onClick={() => onChoose(choice)}
                className="flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-lg border border-transparent px-3 py-1.5 hover:bg-muted aria-selected:border-primary aria-selected:bg-primary-soft"
              >
                <span className="truncate tabular-nums">{choice.title}</span>
                <span className="truncate text-sm text-muted-foreground">{choice.detail}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
