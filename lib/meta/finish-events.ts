/** Meta: the events of Embedded Signup that mean it was finished. Free of imports, so that the browser can read it too. */
export const FINISH_EVENTS = [
  "FINISH",
  "FINISH_ONLY_WABA",
  "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING",
  "FINISH_OBO_MIGRATION",
  "FINISH_GRANT_ONLY_API_ACCESS",
] as const;

export function isFinishEvent(event: string): boolean {
  return FINISH_EVENTS.some((one) => one === event);
}
