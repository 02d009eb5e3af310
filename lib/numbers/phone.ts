import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** E.164 of an international number however it is spaced; a missing `+` is added. Undefined when it is none. */
export function toE164(phoneNumber: string): string | undefined {
  const text = phoneNumber.trim();
  return parsePhoneNumberFromString(text.startsWith("+") ? text : `+${text}`)?.number;
}

/** International form for people, for example +1 212 555 0123; the input when it is no number. */
export function toInternational(phoneNumber: string): string {
  const e164 = toE164(phoneNumber);
  return (e164 && parsePhoneNumberFromString(e164)?.formatInternational()) || phoneNumber;
}
