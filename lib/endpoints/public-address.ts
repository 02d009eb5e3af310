import ipaddr from "ipaddr.js";

/** Azure answers its machines' metadata at this address of the public range. */
const AZURE_WIRE_SERVER = "168.63.129.16";
/** IANA: the only part of IPv6 that is given out for the Internet. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the open Internet. False for private, loopback, link-local, carrier-grade NAT,
 * multicast, reserved and metadata addresses, for IPv4 ones within IPv6 (mapped, NAT64, 6to4, Teredo), and for what is
 * no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_UNICAST);
  return parsed.toString() !== AZURE_WIRE_SERVER;
}
