/** A cell that no spreadsheet takes for a formula: what could begin one is told by an apostrophe to be text. */
export function safeCell(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
