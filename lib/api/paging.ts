import { z } from "zod";
import { AppError } from "@/lib/errors";
import { Id } from "@/lib/ids";

const LIMIT_DEFAULT = 25;
const LIMIT = "Send a number from 1 to 100.";

/** The fields of a list's query that say which page. */
export const PageQuery = {
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(100, LIMIT)
    .default(LIMIT_DEFAULT)
    .meta({
      description: "How many to answer with at most.",
    }),
  cursor: z.string().max(200).optional().meta({
    description: "`nextCursor` of the page before. Opaque: do not read or make one.",
  }),
};

/** A page of a list, newest first. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({
    object: z.literal("list"),
    data: z.array(item),
    hasMore: z.boolean(),
    nextCursor: z.string().nullable().meta({ description: "Null on the last page." }),
  });
}

/** Where a page begins, for the queries by id. Throws invalid_input for a cursor that no page gave out. */
export function keysetOfQuery({ limit, cursor }: { limit: number; cursor?: string | undefined }): {
  limit: number;
  after: string | undefined;
} {
  return { limit, after: cursor === undefined ? undefined : idIn(cursor) };
}

/** The answer out of a page of rows and the id after which the next begins. */
export function toPageAnswer<T>(data: T[], older: string | undefined) {
  return {
    object: "list" as const,
    data,
    hasMore: older !== undefined,
    nextCursor: older === undefined ? null : cursorOf(older),
  };
}

/** A cursor out of an id of Bird's, which may be any text. */
export function cursorOfText(id: string): string {
  return Buffer.from(id).toString("base64url");
}

/** The id in such a cursor; of what is no cursor, an id that nothing has. */
export function textOfCursor(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString();
}

function cursorOf(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

function idIn(cursor: string): string {
  const hex = Buffer.from(cursor, "base64url").toString("hex");
  const id = Id.safeParse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
  if (id.success && cursorOf(id.data) === cursor) return id.data;
  const message = "Send nextCursor of the page before as it is, or none for the first page.";
  throw new AppError("invalid_input", message, { errors: [{ field: "cursor", message }] });
}
