import { Ajv, type AnySchema } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";
import * as facts from "./openapi-facts.ts";

const ajv = new Ajv({ strict: false, allErrors: true });
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let token = "";
let wabaId = "";
let phoneId = "";

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const { code, events } = await sandbox.signUp();
  token = String((await sandbox.exchange(code)).body.access_token);
  wabaId = events[0].data.waba_id;
  phoneId = events[0].data.phone_number_id;
});
afterAll(() => sandbox.close());

function expectConform(schema: AnySchema, body: unknown) {
  const validate = ajv.compile(schema);
  validate(body);
  expect(validate.errors ?? []).toEqual([]);
}

const PHONE_FIELDS = Object.keys(facts.PHONE_NODE.properties).join(",");
const WABA_FIELDS = Object.keys(facts.WABA_NODE.properties).join(",");
const app = "634974688087057|0123456789abcdef0123456789abcdef";

describe("answers conform to Meta's OpenAPI", () => {
  it("WABA node", async () => {
    const { status, body } = await sandbox.graph(`/${wabaId}?fields=${WABA_FIELDS}`, { token });
    expect(status).toBe(200);
    expectConform(facts.WABA_NODE, body);
  });
  it("phone numbers, before and after registration", async () => {
    const list = () => sandbox.graph(`/${wabaId}/phone_numbers?fields=${PHONE_FIELDS}`, { token });
    const before = await list();
    expect(before.body.data).toHaveLength(1);
    expectConform(facts.PHONE_LIST, before.body);
    const body = new URLSearchParams({ messaging_product: "whatsapp", pin: "123456" });
    const done = await sandbox.graph(`/${phoneId}/register`, { method: "POST", body, token });
    expectConform(facts.SUCCESS, done.body);
    expectConform(facts.PHONE_LIST, (await list()).body);
  });
  it("phone node", async () => {
    const { body } = await sandbox.graph(`/${phoneId}?fields=${PHONE_FIELDS}`, { token });
    expect(body.status).toBe("CONNECTED");
    expectConform(facts.PHONE_NODE, body);
  });
  it("subscribed apps", async () => {
    const done = await sandbox.graph(`/${wabaId}/subscribed_apps`, { method: "POST", token });
    expectConform(facts.SUCCESS, done.body);
    const { body } = await sandbox.graph(`/${wabaId}/subscribed_apps`, { token });
    expect(body.data).toHaveLength(1);
    expectConform(facts.SUBSCRIBED_APPS, body);
  });
  it("solution", async () => {
    const { solutionId } = sandbox.world.config;
    const fields = Object.keys(facts.SOLUTION_NODE.properties).join(",");
    const { body } = await sandbox.graph(`/${solutionId}?fields=${fields}`, { token: app });
    expectConform(facts.SOLUTION_NODE, body);
  });
  it("solutions of the app, by its role in them", async () => {
    const path = `/${sandbox.world.config.appId}/whatsapp_business_solutions`;
    const { body } = await sandbox.graph(path, { token: app });
    expect(body.data).toMatchObject([{ id: sandbox.world.config.solutionId, status: "ACTIVE" }]);
    expectConform(facts.SOLUTION_LIST, body);
    const owned = await sandbox.graph(`${path}?role=OWNER`, { token: app });
    expect(owned.body.data).toEqual([]);
    expectConform(facts.ERROR, (await sandbox.graph(`${path}?role=X`, { token: app })).body);
  });
  it("client WABAs of our business", async () => {
    const { businessId, systemToken } = sandbox.world.config;
    const path = `/${businessId}/client_whatsapp_business_accounts`;
    const { body } = await sandbox.graph(path, { token: systemToken });
    expect(body.data).toHaveLength(1);
    expectConform(facts.WABA_LIST, body);
  });
  it("errors of every kind", async () => {
    const answers = await Promise.all([
      sandbox.graph("/me"),
      sandbox.graph("/me", { token: "EAAGnone" }),
      sandbox.graph(`/${wabaId}?fields=nonsense`, { token }),
      sandbox.graph("/1234567890123457", { token }),
      sandbox.exchange("garbage"),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expectConform(facts.ERROR, body);
    }
  });
});
