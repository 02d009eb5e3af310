import { Hono } from "hono";
import { type Params, readBody } from "../params.ts";
import type { World } from "../world.ts";
import { BirdError, invalidBody } from "./errors.ts";
import { birdPage } from "./paging.ts";
import type { BirdNumber } from "./state.ts";
import { getWorkspace } from "./workspaces.ts";

/** What Bird calls compliance and KYC: the papers of a country, asked for once a number is bought. */
export const PAPERS = { name: "kyc-form", type: "kyc-form" };

const FORM = "3f7a1d52-6c0b-4c58-9a3e-20d1b7f0c9aa";
const COUNTRIES = ["NL"];

export function asksForPapers(country: string): boolean {
  return COUNTRIES.includes(country);
}

/** Takes the papers in: from then on the number is enrolled for WhatsApp. */
export function handIn(world: World, number: BirdNumber): void {
  number.papers = "handed-in";
  number.enrolment ??= {
    whatsAppId: world.ids.nodeId(),
    enrolledAt: world.clock.now(),
    outcome: "verify",
  };
}

/** The forms of a country, and what a number still lacks. */
export function paperRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/kyc-forms", (c) => {
    const { countryCode, scope } = c.req.query();
    const forms = COUNTRIES.map((country) => describeForm(country)).filter(
      (form) =>
        (countryCode === undefined || form.countryCode === countryCode) &&
        (scope === undefined || form.scope === scope),
    );
    const { results, ...more } = birdPage(c, forms);
    return c.json({ results: results.map(({ createdAt, ...form }) => form), ...more });
  });
  const base = "/workspaces/:ws/endpoints/:id/compliance-requirements";
  routes.get(base, (c) =>
    c.json({ results: requirementsOf(getEndpoint(world, c.req.param("ws"), c.req.param("id"))) }),
  );
  routes.get(`${base}/:name`, (c) => {
    const number = getEndpoint(world, c.req.param("ws"), c.req.param("id"));
    return c.json(getRequirement(number, c.req.param("name")));
  });
  routes.put(`${base}/:name`, async (c) => {
    const number = getEndpoint(world, c.req.param("ws"), c.req.param("id"));
    getRequirement(number, c.req.param("name"));
    const problems = checkForm(await readBody(c));
    if (Object.keys(problems).length > 0) throw invalidBody(problems);
    handIn(world, number);
    return c.json(getRequirement(number, c.req.param("name")));
  });
  return routes;
}

function describeForm(countryCode: string) {
  const name = `Proof of address in ${countryCode}`;
  return { id: FORM, name, countryCode, scope: "number", createdAt: 0 };
}

function requirementsOf({ papers }: BirdNumber): Record<string, unknown>[] {
  if (!papers) return [];
  const isMissing = papers === "needed";
  return [
    {
      ...PAPERS,
      status: isMissing ? "unsatisfied" : "satisfied",
      mutable: isMissing,
      message: isMissing ? "Hand in the form with a proof of address." : "",
      issues: isMissing ? ["compliance-requirement-not-satisfied"] : [],
      capabilities: ["sms", "voice", "whatsapp"],
      destinations: [],
      forms: [{ id: FORM }],
    },
  ];
}

function getRequirement(number: BirdNumber, name: string): Record<string, unknown> {
  const found = requirementsOf(number).find((one) => one.name === name);
  if (!found) throw new BirdError(404, "Resource not found");
  return found;
}

function getEndpoint(world: World, workspaceId: string, id: string): BirdNumber {
  const workspace = getWorkspace(world, workspaceId);
  const number = world.bird.numbers.get(id);
  if (number?.workspaceId !== workspace.id) throw new BirdError(404, "Resource not found");
  return number;
}

function checkForm({ type, formId, formEntryId, ...rest }: Params): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  const unknown = Object.keys(rest);
  if (unknown.length > 0) problems["."] = unknown.map((key) => `property "${key}" is unsupported`);
  if (type !== PAPERS.type) problems[".type"] = [`Invalid value, expected one of: ${PAPERS.type}`];
  if (formId !== FORM) problems[".formId"] = ["no such form"];
  if (typeof formEntryId !== "string" || formEntryId === "")
    problems[".formEntryId"] = ["value must be a string"];
  return problems;
}
