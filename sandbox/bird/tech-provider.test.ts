import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const ORG = "/organizations/5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";
const SETUP = `${ORG}/platforms/whatsapp/actions/setupTechProvider`;
const key = (name: string) => sandbox.bird(`${ORG}/configurations/groups/features/keys/${name}`);

it("is stored by key, can be changed, and is absent until set", async () => {
  const { solutionId, businessId } = sandbox.world.config;
  expect((await key("whatsapp_techProviderSolutionID")).body.value).toBe(solutionId);
  expect((await key("whatsapp_techProviderBusinessID")).body.value).toBe(businessId);
  await fetch(`${sandbox.url}/control/bird/tech-provider`, { method: "DELETE" });
  expect((await key("whatsapp_techProviderSolutionID")).status).toBe(404);
  const set = await sandbox.birdPost(SETUP, { solution_id: "123", business_id: "456" });
  expect(set.status).toBe(200);
  expect((await key("whatsapp_techProviderBusinessID")).body.value).toBe("456");
  expect((await key("anything_else")).status).toBe(404);
});

it("takes snake case and digits only", async () => {
  for (const body of [
    { solutionId: "123", businessId: "456" },
    { solution_id: 123, business_id: "456" },
    { solution_id: "12a", business_id: "456" },
    { solution_id: "123", business_id: "456", more: true },
  ])
    expect((await sandbox.birdPost(SETUP, body)).status).toBe(422);
});
