import { z } from "zod";

/** What nobody but a person in Meta's dashboards can see. */
export const CHECKLIST = [
  "business_verified",
  "app_live",
  "access_public_profile",
  "access_management",
  "access_messaging",
  "sdk_domains",
  "redirect_uris",
  "login_switches",
  "people_callbacks",
] as const;
export type ChecklistItem = (typeof CHECKLIST)[number];

export const ADVANCED_ACCESS_ITEMS = [
  "access_public_profile",
  "access_management",
  "access_messaging",
] as const satisfies ChecklistItem[];

const Tick = z.object({ at: z.iso.datetime(), by: z.string() });
export type Tick = z.infer<typeof Tick>;

const Ticks = z.partialRecord(z.enum(CHECKLIST), Tick);
const Stored = z.object({ ticks: Ticks.catch({}) }).catch({ ticks: {} });

/** The ticks as stored; an unreadable or absent row has none. */
export function parseChecklist(value: unknown): z.infer<typeof Stored> {
  return Stored.parse(value ?? {});
}
