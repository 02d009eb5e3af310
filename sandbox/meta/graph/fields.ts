import { badParameter } from "./errors.ts";

export type FieldNode = { name: string; sub: FieldNode[] | undefined };

/** How each field of a node type is read. */
export type FieldTable<T> = Record<string, (item: T, sub: FieldNode[] | undefined) => unknown>;

/** Parses `a,b{c,d},e.limit(2){f}`; modifiers are read over. */
export function parseFields(text: string): FieldNode[] {
  const nodes: FieldNode[] = [];
  for (const part of splitTop(text)) {
    const match = /^\s*([A-Za-z_]\w*)(?:\.[^{]*)?\s*(?:\{(.*)\})?\s*$/s.exec(part);
    if (!match?.[1]) throw badParameter(`Syntax error "Expected name" at fields: ${part}`);
    nodes.push({ name: match[1], sub: match[2] === undefined ? undefined : parseFields(match[2]) });
  }
  return nodes;
}

/** The asked fields plus `id`; one unknown field fails the whole call, as in Graph. */
export function selectFields<T extends { id: string }>(given: {
  table: FieldTable<T>;
  type: string;
  item: T;
  fields: FieldNode[] | undefined;
  defaults: readonly string[];
}): Record<string, unknown> {
  const { table, type, item, fields, defaults } = given;
  const wanted = fields ?? defaults.map((name) => ({ name, sub: undefined }));
  const result: Record<string, unknown> = {};
  for (const { name, sub } of wanted) {
    if (name === "id") continue;
    const read = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!read)
      throw badParameter(`Tried accessing nonexisting field (${name}) on node type (${type})`);
    const value = read(item, sub);
    if (value !== undefined) result[name] = value;
  }
  return { ...result, id: item.id };
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const letter of text) {
    if (letter === "{" || letter === "(") depth += 1;
    if (letter === "}" || letter === ")") depth -= 1;
    if (letter === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  return part.trim() === "" ? parts : [...parts, part];
}
