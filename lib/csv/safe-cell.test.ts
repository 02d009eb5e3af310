import { expect, test } from "vitest";
import { safeCell } from "./safe-cell";

test.each(["=1+1", "+31", "-1", "@cmd", "\t=1", "\r=1"])("%j cannot begin a formula", (value) => {
  expect(safeCell(value)).toBe(`'${value}`);
});

test.each(["", "Ada", "a=1", "1-2", " =1"])("%j stays as it is", (value) => {
  expect(safeCell(value)).toBe(value);
});
