import { isRecord, type Params } from "../params.ts";
import type { World } from "../world.ts";
import { invalidBody } from "./errors.ts";

export type ConnectorOrder = {
  name: string;
  wabaId: string;
  phoneId: string;
  phoneNumber: string;
  mbPhoneId?: string;
  accessToken: string;
};

type Problems = Record<string, string[]>;

const KNOWN = [
  "name",
  "connectorTemplateRef",
  "arguments",
  "securityArguments",
  "channelConversationalStatusEnabled",
  "invitationToken",
];

/** A valid order for a WhatsApp connector; throws the 422 that names every mistake. */
export function readConnectorOrder(
  world: World,
  body: Params,
  workspaceId: string,
): ConnectorOrder {
  const args = isRecord(body.arguments) ? body.arguments : {};
  const accessToken = secretOf(body.securityArguments, world.settings.birdSecurityScheme);
  const problems = {
    ...refuseUnknown(body, KNOWN, "."),
    ...checkTop(body),
    ...checkArguments(world, args, workspaceId),
    ...checkSecurity(body.securityArguments, world.settings.birdSecurityScheme),
  };
  if (Object.keys(problems).length > 0) throw invalidBody(problems);
  const { mbPhoneId } = args;
  return {
    name: String(body.name),
    wabaId: String(args.wabaId),
    phoneId: String(args.phoneId),
    phoneNumber: String(args.phoneNumber),
    ...(typeof mbPhoneId === "string" ? { mbPhoneId } : {}),
    accessToken: accessToken ?? "",
  };
}

/** The refusal of properties that a schema does not list. */
export function refuseUnknown(body: Params, known: readonly string[], path: string): Problems {
  const unknown = Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length === 0) return {};
  return { [path]: unknown.map((key) => `property "${key}" is unsupported`) };
}

function checkTop(body: Params): Problems {
  const problems: Problems = {};
  const { name, channelConversationalStatusEnabled: conversational, invitationToken } = body;
  if (typeof name !== "string" || name.length < 1 || name.length > 256) {
    problems[".name"] = ["value must be a string of 1 to 256 characters"];
  }
  if (body.connectorTemplateRef !== "whatsapp:1") {
    problems[".connectorTemplateRef"] = ['Invalid value, expected one of: "whatsapp:1"'];
  }
  if (
    conversational !== undefined &&
    conversational !== null &&
    typeof conversational !== "boolean"
  )
    problems[".channelConversationalStatusEnabled"] = ["value must be a boolean or null"];
  if (
    invitationToken !== undefined &&
    invitationToken !== null &&
    typeof invitationToken !== "string"
  )
    problems[".invitationToken"] = ["value must be a string or null"];
  return problems;
}

const ARGUMENTS = ["wabaId", "phoneId", "phoneNumber", "mbPhoneId"];

function checkArguments(world: World, args: Params, workspaceId: string): Problems {
  const problems = refuseUnknown(args, ARGUMENTS, ".arguments");
  for (const name of ["wabaId", "phoneId"]) {
    const value = args[name];
    if (typeof value !== "string" || !/^\d+$/.test(value))
      problems[`.arguments.${name}`] = ["value must be a string of digits"];
  }
  if (typeof args.phoneNumber !== "string" || !/^\+\d{8,15}$/.test(args.phoneNumber)) {
    problems[".arguments.phoneNumber"] = ["value must be a phone number in E.164 format"];
  }
  const { mbPhoneId } = args;
  if (mbPhoneId !== undefined && mbPhoneId !== null) {
    const number = world.bird.numbers.get(String(mbPhoneId));
    if (number?.workspaceId !== workspaceId)
      problems[".arguments.mbPhoneId"] = ["is not a number of this workspace"];
  }
  return problems;
}

function checkSecurity(given: unknown, scheme: string): Problems {
  const path = ".securityArguments";
  if (!isRecord(given)) return { [path]: ["value must be an object"] };
  const problems = refuseUnknown(given, [scheme], path);
  const values = given[scheme];
  if (isRecord(values))
    Object.assign(problems, refuseUnknown(values, ["accessToken"], `${path}.${scheme}`));
  if (!secretOf(given, scheme)) problems[`${path}.${scheme}.accessToken`] = ["value is required"];
  return problems;
}

function secretOf(given: unknown, scheme: string): string | undefined {
  const values = isRecord(given) ? given[scheme] : undefined;
  const token = isRecord(values) ? values.accessToken : undefined;
  return typeof token === "string" && token !== "" ? token : undefined;
}
