import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

/** A name leads to an address that Perch does not post to. */
export class AddressRefusedError extends Error {
  override name = "AddressRefusedError";
}

/** All addresses of a name; fails as `dns.lookup` does. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

type Guard = { resolve: Resolve; isAllowed: (address: string) => boolean };

/**
 * A lookup for sockets that gives the addresses it has checked, and none when one of them is not allowed: a name that
 * changes between a check and the connection gains nothing.
 */
export function guardedLookup({ resolve, isAllowed }: Guard): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => isAllowed(address)))
          callback(
            new AddressRefusedError("The name leads to an address that is not allowed."),
            "",
          );
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}
