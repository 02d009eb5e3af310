/** What makes a spreadsheet read a cell as a formula, also in its full-width forms, or skip to one. */
const FORMULA_START = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell that a spreadsheet shows and never evaluates: one that would begin a formula gets an apostrophe in front.
 * Phone numbers begin with + and get one too: spreadsheets would else add them up and lose the plus.
 */
export function safeCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  return FORMULA_START.test(text) ? `'${text}` : text;
}
