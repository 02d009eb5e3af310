import { z } from "zod";
import { findReturnUrls } from "@/db/queries/return-urls";
import type { Db } from "@/db/types";
import { AppError } from "@/lib/errors";

const Stored = z.object({ origins: z.array(z.string()).catch([]) });

export const RETURN_URL_MAX = 2_000;

/** The origins that customers may be sent back to, as an owner wrote them. */
export async function readReturnOrigins(db: Db): Promise<string[]> {
  return Stored.safeParse(await findReturnUrls(db)).data?.origins ?? [];
}

/** Whether a URL may be sent to: https, or http on localhost, nobody's password in it, and of a listed origin exactly. */
export function isReturnUrl(text: string, origins: string[]): boolean {
  const url = text.length <= RETURN_URL_MAX ? safeUrl(text) : undefined;
  return url !== undefined && origins.includes(url.origin);
}

/** The origin of a line that is nothing but one; undefined when it is more, or not safe to send people to. */
export function toReturnOrigin(line: string): string | undefined {
  const url = safeUrl(line);
  const isBare = url && !url.host.includes("*") && url.pathname === "/" && !url.search && !url.hash;
  return isBare && !line.includes("?") && !line.includes("#") ? url.origin : undefined;
}

function safeUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isSafe =
    url.protocol === "https:" || (url.protocol === "http:" && url.hostname === "localhost");
  return isSafe && !url.username && !url.password ? url : undefined;
}

type ReturnUrls = { successUrl?: string | undefined; failureUrl?: string | undefined };

/** The URLs as they are stored. Throws invalid_input beside the field of one whose origin is not on the list. */
export async function requireReturnUrls(
  db: Db,
  { successUrl, failureUrl }: ReturnUrls,
): Promise<ReturnUrls> {
  if (!successUrl && !failureUrl) return {};
  const origins = await readReturnOrigins(db);
  const errors = Object.entries({ successUrl, failureUrl }).flatMap(([field, url]) =>
    url && !isReturnUrl(url, origins) ? [{ field, message: NOT_LISTED }] : [],
  );
  if (errors.length > 0) throw new AppError("invalid_input", NOT_LISTED, { errors });
  const href = (url: string | undefined) => url && new URL(url).href;
  return { successUrl: href(successUrl), failureUrl: href(failureUrl) };
}

const NOT_LISTED =
  "Write a whole https address whose origin an owner has allowed under Return addresses.";
