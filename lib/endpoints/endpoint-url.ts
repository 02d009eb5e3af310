import { isIP } from "node:net";
import type { Env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isPublicAddress } from "./public-address";

const URL_MAX_CHARS = 2_000;
const field = "url";

/**
 * The URL of an endpoint as it is kept. Throws invalid_input for what Perch would not post to; where a name leads is
 * looked at again at each connection.
 */
export function toEndpointUrl(
  text: string,
  { allowsPrivateEndpoints }: Pick<Env, "allowsPrivateEndpoints">,
): string {
  if (text.length > URL_MAX_CHARS) throw refused(`Use at most ${URL_MAX_CHARS} characters.`);
  if (!URL.canParse(text))
    throw refused("Give the whole address, such as https://example.com/hooks.");
  const url = new URL(text);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  if (!isWeb || (url.protocol === "http:" && !allowsPrivateEndpoints))
    throw refused("The address must begin with https://.");
  if (url.username || url.password)
    throw refused("Leave user and password out of the address; Perch signs what it sends.");
  if (url.hash) throw refused("Leave out what follows the # sign; it would never be sent.");
  if (!allowsPrivateEndpoints && !mayBePublic(url.hostname))
    throw refused(
      "This address is not on the open Internet, and Perch does not post to any other.",
    );
  return url.href;
}

/** What people may read of an endpoint's URL in logs and mails: its path and query may let somebody in. */
export function hostOf(url: string): string {
  return new URL(url).host;
}

/** The address itself when the host of a URL is one. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) ? bare : undefined;
}

/** RFC 6761 and 6762, and what has no dot: names that no public DNS knows. */
function mayBePublic(hostname: string): boolean {
  const literal = literalAddress(hostname);
  if (literal) return isPublicAddress(literal);
  const name = hostname.replace(/\.$/, "");
  return name.includes(".") && !/\.(localhost|local|internal|home\.arpa)$/.test(name);
}

function refused(message: string): AppError {
  return new AppError("invalid_input", message, { errors: [{ field, message }] });
}
