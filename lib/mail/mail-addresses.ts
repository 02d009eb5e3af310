/** The part of an address that the log may tell: whose mail server it is, and not who. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** A text without the names before any `@`: what mail servers say repeats whom the mail was for. */
export function withoutMailboxes(text: string): string {
  return text.replace(/[^\s<>"'(),:;]+@/g, "…@");
}
