import { expect, it } from "vitest";
import { strayExports } from "./check-use-server";

it("lets actions and types through", () => {
  const source = `// Forms of the console.
"use server";
import { formAction } from "@/lib/http/form-action";
export const rename = formAction(Rename, renameTenant);
export const remove =
  formAction<Remove>(removeTenant);
export async function leave(): Promise<void> {}
export type Result = { ok: boolean };
`;
  expect(strayExports(source)).toEqual([]);
});

it.each([
  "export function leave() {}",
  "export const limit = 10;",
  "export const leave = async () => {};",
  "export default async function leave() {}",
  'export { leave } from "./leave";',
  'export * from "./leave";',
])("refuses %s", (line) => {
  expect(strayExports(`"use server";\n\n${line}\n`)).toEqual([line]);
  expect(strayExports(`${line}\n`)).toEqual([]);
});
