import { isRecord, type Params } from "../params.ts";
import type { World } from "../world.ts";
import { refuseUnknown } from "./connector-body.ts";
import { invalidBody } from "./errors.ts";
import type { BirdSubscription, EventFilter } from "./state.ts";

const SERVICES = ["channels", "numbers", "payments", "conversations"];
const CHANGEABLE = ["template", "url", "signingKey", "status", "eventFilters"];
const CREATABLE = ["service", "event", "url", "eventFilters", "signingKey", "template"];
const STATUSES = ["active", "inactive"] as const;
const STRICT_URL = /^https:\/\/([a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(:\d+)?(\/[^\s]*)?$/;

/** The events of service `channels`, with the keys each can be filtered by; the pairing is partly a guess. */
export const CHANNEL_EVENTS: Record<string, readonly string[]> = {
  "channel.created": ["platformId", "channelStatus"],
  "channel.updated": ["platformId", "channelStatus"],
  "whatsapp.inbound": ["channelId", "platformId"],
  "whatsapp.outbound": ["channelId", "platformId", "messageStatus"],
  "whatsapp.interaction": ["channelId", "platformId", "interactionType"],
};

export type SubscriptionChange = Partial<
  Pick<BirdSubscription, "url" | "signingKey" | "status" | "eventFilters">
>;

/** A valid new subscription; throws the 422 that names every mistake. */
export function readSubscription(
  world: World,
  body: Params,
): SubscriptionChange & { service: string; event: string; url: string } {
  const { service, event } = body;
  const problems: Record<string, string[]> = {};
  if (!SERVICES.includes(String(service)))
    problems[".service"] = [`Invalid value, expected one of: ${SERVICES.join(", ")}`];
  const isKnown = service !== "channels" || Object.hasOwn(CHANNEL_EVENTS, String(event));
  if (typeof event !== "string" || event === "" || !isKnown)
    problems[".event"] = ["is not an event of this service"];
  if (body.url === undefined) problems[".url"] = ["value is required"];
  const found = { ...refuseUnknown(body, CREATABLE, "."), ...problems };
  const change = readValues(world, body, { event: String(event), problems: found });
  return { ...change, service: String(service), event: String(event), url: String(body.url) };
}

/** A valid change of a subscription; its service and event stay what they are. */
export function readSubscriptionChange(
  world: World,
  body: Params,
  event: string,
): SubscriptionChange {
  const problems = refuseUnknown(body, CHANGEABLE, ".");
  if (Object.keys(body).length === 0) problems["."] = ["at least one property is required"];
  return readValues(world, body, { event, problems });
}

function readValues(
  world: World,
  body: Params,
  given: { event: string; problems: Record<string, string[]> },
): SubscriptionChange {
  const { problems } = given;
  const parsers = {
    url: (value: unknown) => parseUrl(value, world.settings.strictWebhookUrl),
    signingKey: (value: unknown) => (typeof value === "string" ? value : undefined),
    status: (value: unknown) => STATUSES.find((one) => one === value),
    eventFilters: (value: unknown) => parseFilters(value, CHANNEL_EVENTS[given.event]),
  };
  const change: Record<string, unknown> = {};
  for (const [name, parse] of Object.entries(parsers)) {
    if (body[name] === undefined) continue;
    change[name] = parse(body[name]);
    if (change[name] === undefined) problems[`.${name}`] = ["value is not valid"];
  }
  if (Object.keys(problems).length > 0) throw invalidBody(problems);
  return change;
}

function parseFilters(
  given: unknown,
  keys: readonly string[] | undefined,
): EventFilter[] | undefined {
  if (given === null) return [];
  if (!Array.isArray(given)) return undefined;
  const filters: EventFilter[] = [];
  for (const one of given as unknown[]) {
    if (!isRecord(one)) return undefined;
    const { key, value, ...rest } = one;
    const isKnown = typeof key === "string" && (keys?.includes(key) ?? true);
    if (!isKnown || typeof value !== "string" || Object.keys(rest).length > 0) return undefined;
    filters.push({ key, value });
  }
  return filters;
}

function parseUrl(given: unknown, strict: boolean): string | undefined {
  if (typeof given !== "string") return undefined;
  if (strict) return STRICT_URL.test(given) ? given : undefined;
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol) ? given : undefined;
}
