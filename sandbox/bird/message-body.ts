import { isRecord, type Params } from "../params.ts";
import { refuseUnknown } from "./connector-body.ts";
import { invalidBody } from "./errors.ts";

export type MessageOrder = {
  to: string;
  body: Record<string, unknown> | undefined;
  template: Record<string, unknown> | undefined;
  reference: string;
};

const KNOWN = [
  "receiver",
  "body",
  "template",
  "reference",
  "meta",
  "replyTo",
  "sender",
  "notification",
  "capFrequency",
  "enableLinkTracking",
  "ignoreQuietHours",
];
const BODY_TYPES =
  "text html image file gif location carousel list section authentication template action".split(
    " ",
  );
const CONTACT = ["identifierKey", "identifierValue", "annotations"];

/** A message that Bird would accept; throws the 422 that names every mistake. */
export function readMessage(given: Params): MessageOrder {
  const problems = { ...refuseUnknown(given, KNOWN, "."), ...checkContent(given) };
  const receiver = isRecord(given.receiver) ? given.receiver : {};
  const { contacts } = receiver;
  const first: unknown = Array.isArray(contacts) ? contacts[0] : undefined;
  const contact = isRecord(first) ? first : {};
  const to = contact.identifierValue;
  if (!Array.isArray(contacts)) problems[".receiver.contacts"] = ["value must be an array"];
  Object.assign(problems, refuseUnknown(contact, CONTACT, ".receiver.contacts[0]"));
  if (typeof to !== "string" || !/^\+\d{8,15}$/.test(to)) {
    problems[".receiver.contacts[0].identifierValue"] = ["value must be a phone number"];
  }
  if (Object.keys(problems).length > 0) throw invalidBody(problems);
  return {
    to: String(to),
    body: isRecord(given.body) ? given.body : undefined,
    template: isRecord(given.template) ? given.template : undefined,
    reference: typeof given.reference === "string" ? given.reference : "",
  };
}

function checkContent({ body, template }: Params): Record<string, string[]> {
  if ((body === undefined) === (template === undefined)) {
    return { ".": ["exactly one of body and template is required"] };
  }
  if (template !== undefined) {
    const isWhole =
      isRecord(template) &&
      ["projectId", "version", "locale"].every((name) => typeof template[name] === "string");
    return isWhole ? {} : { ".template": ["projectId, version and locale are required"] };
  }
  const type = isRecord(body) ? String(body.type) : "";
  if (!isRecord(body) || !BODY_TYPES.includes(type)) {
    const words = BODY_TYPES.map((one) => `"${one}"`).join(", ");
    return { ".body.type": [`Invalid value: "${type}", expected one of: ${words}`] };
  }
  const text = isRecord(body.text) ? body.text.text : undefined;
  if (type !== "text" || (typeof text === "string" && text !== "")) return {};
  return { ".body.text.text": ["value is required"] };
}
