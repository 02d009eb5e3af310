import { stringify } from "csv-stringify/sync";
import { safeCell } from "./safe-cell";

// Spreadsheets take a file without it for one in their own code page.
const BYTE_ORDER_MARK = "\ufeff";

type Cell = string | number | null | undefined;

/** A CSV file, made batch by batch as it is read; no cell of it starts a formula. */
export function csvStream(
  columns: string[],
  batches: AsyncIterable<Cell[][]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const rows = batches[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    start: (to) => to.enqueue(encoder.encode(BYTE_ORDER_MARK + stringify([columns]))),
    async pull(to) {
      const { value, done } = await rows.next();
      if (done) return to.close();
      to.enqueue(encoder.encode(stringify(value.map((row) => row.map(safeCell)))));
    },
    async cancel() {
      await rows.return?.();
    },
  });
}
