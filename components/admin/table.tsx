import type { ReactNode } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";

type Props = {
  id: string;
  title: string;
  caption: string;
  columns: string[];
  empty: string;
  rowCount: number;
  children: ReactNode;
};

/** A titled table; wide ones scroll inside a region that can be reached and read by name. */
export function Table({ id, title, caption, columns, empty, rowCount, children }: Props) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {rowCount === 0 ? (
        <p className="rounded-2xl border border-dashed border-input/60 px-6 py-12 text-center text-muted-foreground">
          {empty}
        </p>
      ) : (
        <ScrollRegion
          label={caption}
          className="overflow-x-auto rounded-2xl border border-border bg-card shadow-card"
        >
          <table
            className={`w-full border-collapse text-start text-sm ${columns.length > 5 ? "min-w-4xl" : "min-w-2xl"}`}
          >
            <caption className="sr-only">{caption}</caption>
            <thead>
              <tr className="border-b border-border bg-muted text-muted-foreground">
                {columns.map((column) => (
                  <th key={column} scope="col" className="px-4 py-2.5 text-start font-medium">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-border">{children}</tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

/** One cell of a row. */
export function Cell({ children }: { children: ReactNode }) {
  return <td className="px-4 py-3 align-top">{children}</td>;
}

/** The cell that names its row. */
export function HeadCell({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className="px-4 py-3 text-start align-top font-medium">
      {children}
    </th>
  );
}

/** A time as operators compare it. */
export function Time({ iso }: { iso: string }) {
  const [day, time] = iso.slice(0, 16).split("T");
  return (
    <time dateTime={iso} className="whitespace-nowrap tabular-nums">
      {day} <span className="text-muted-foreground">{time} UTC</span>
    </time>
  );
}
