import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvStream } from "./csv-stream";
import { safeCell } from "./safe-cell";

describe("a cell", () => {
  it.each([
    ["=1+1"],
    ["+31612345678"],
    ["-2"],
    ["@SUM(A1)"],
    ["\t=1"],
    ["\r=1"],
    ["\n=1"],
    ["\uff1d1"],
    ['=HYPERLINK("http://evil.example","x")'],
  ])("does not start a formula: %j", (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  it("is left alone when it starts none", () => {
    expect(["Harbor = Coffee", "", "a-b", "1", "'=1"].map(safeCell)).toEqual([
      ...["Harbor = Coffee", "", "a-b", "1", "'=1"],
    ]);
    expect([safeCell(undefined), safeCell(null), safeCell(0)]).toEqual(["", "", "0"]);
  });
});

async function* batches(rows: string[][]) {
  for (const row of rows) yield [row];
}

describe("a stream of CSV", () => {
  it("comes back as it went in, formulas aside, with its head once", async () => {
    const rows = [
      ["=1+1", 'says "no", twice', "two\nlines"],
      ["plain", "", "-1"],
    ];
    const text = await new Response(csvStream(["a", "b", "c"], batches(rows))).text();
    const read = parse(text, { bom: true });
    expect(read).toEqual([
      ["a", "b", "c"],
      ["'=1+1", 'says "no", twice', "two\nlines"],
      ["plain", "", "'-1"],
    ]);
  });

  it("reads no further than it is read, and ends its source when nobody reads on", async () => {
    let made = 0;
    let isEnded = false;
    async function* endless() {
      try {
        for (;;) {
          made += 1;
          yield [["x"]];
        }
      } finally {
        isEnded = true;
      }
    }
    const reader = csvStream(["a"], endless()).getReader();
    await reader.read();
    await reader.read();
    expect(made).toBeLessThan(5);
    await reader.cancel();
    expect(isEnded).toBe(true);
  });
});
