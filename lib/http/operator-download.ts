import type { z } from "zod";
import type { Context, Operator } from "@/lib/context";
import { operatorRoute } from "./operator-route";

type Download<S extends z.ZodType> = {
  /** Parses the query; every field of it optional and forgiving. */
  schema: S;
  /** The file's name without the day that is put after it. */
  name: string;
  run: (ctx: Context<Operator>, input: z.output<S>) => Promise<ReadableStream<Uint8Array>>;
};

/** A route that streams a CSV file to a signed-in operator; the verb says which role it takes. */
export function operatorDownload<S extends z.ZodType>({ schema, name, run }: Download<S>) {
  return operatorRoute({
    schema,
    run: async (ctx, input) => {
      const body = await run(ctx, input);
      const day = ctx.now().toISOString().slice(0, 10);
      return new Response(body, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${name}-${day}.csv"`,
        },
      });
    },
  });
}
