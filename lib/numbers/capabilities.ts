type Directions = { inbound: boolean; outbound: boolean } | null | undefined;

const NAMES: Record<string, string> = { sms: "SMS", mms: "MMS", voice: "Voice", fax: "Fax" };

/** What a number can do besides WhatsApp, in words; a capability without any direction is none. */
export function capabilitiesOf(capabilities: Record<string, Directions>): string[] {
  return Object.entries(capabilities).flatMap(([name, can]) =>
    can?.inbound || can?.outbound ? [NAMES[name] ?? name] : [],
  );
}
