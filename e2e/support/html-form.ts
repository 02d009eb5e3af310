/** A form as a page's HTML has it. Without an action it is a server action's and goes back to its page. */
export type HtmlForm = {
  action: string | undefined;
  /** What it sends untouched. */
  fields: Record<string, string>;
  names: Set<string>;
};

/** Every form in a page. */
export function parseForms(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(
    ([, opening = "", inner = ""]) => {
      const fields: Record<string, string> = {};
      const names = new Set<string>();
      for (const [tag] of inner.matchAll(/<(?:input|select|textarea|button)\b[^>]*>/g)) {
        const name = attribute(tag, "name");
        if (name === undefined) continue;
        names.add(name);
        const isChoice = /type="(?:radio|checkbox|submit)"/.test(tag) || tag.startsWith("<button");
        if (!isChoice || /\schecked/.test(tag)) fields[name] = attribute(tag, "value") ?? "";
      }
      for (const [, name = "", options = ""] of inner.matchAll(
        /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
      )) {
        fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? "";
      }
      return { action: attribute(opening, "action") || undefined, fields, names };
    },
  );
}

/** Whether a form has a field whose name starts like this. */
export function isWith({ names }: HtmlForm, start: string): boolean {
  return [...names].some((name) => name.startsWith(start));
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replace(/&(?:quot|amp|lt|gt|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
}

const ENTITIES: Record<string, string> = {
  "&quot;": '"',
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&#x27;": "'",
};
