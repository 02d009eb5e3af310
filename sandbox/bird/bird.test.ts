import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const WORKSPACE = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";
const ORG = "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";

type Listed = {
  results: { id: string; number: string; whatsApp?: unknown }[];
  nextPageToken?: string;
};

describe("numbers", () => {
  it("page by token until it is absent, without whatsApp", async () => {
    const seen: string[] = [];
    let token = "";
    do {
      const path = `/workspaces/${WORKSPACE}/numbers?limit=2&pageToken=${token}`;
      const body = (await sandbox.bird(path)).body as Listed;
      expect(body.results.every((one) => one.whatsApp === undefined)).toBe(true);
      seen.push(...body.results.map((one) => one.id));
      token = body.nextPageToken ?? "";
    } while (token);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
  it("live from enrolment to expiry by the clock", async () => {
    const asked = { workspaceId: WORKSPACE, state: "requesting" };
    const { id } = (await sandbox.control("/bird/numbers", asked)).body as { id: string };
    const now = async () => {
      const { body } = await sandbox.bird(`/workspaces/${WORKSPACE}/numbers/${id}`);
      return body.whatsApp as Record<string, string>;
    };
    const zero = "0001-01-01T00:00:00Z";
    expect(await now()).toMatchObject({ stage: "request-code", requestedCodeAt: zero });
    await sandbox.control("/clock", { advanceMs: 21_000 });
    expect(await now()).toMatchObject({ stage: "verify-code", verificationExpiresAt: zero });
    await sandbox.control("/clock", { advanceMs: 130_000 });
    const done = await now();
    expect(done).toMatchObject({ status: "verified", stage: "final" });
    const left = Date.parse(done.verificationExpiresAt ?? "") - sandbox.world.clock.now();
    expect(Math.round(left / 86_400_000)).toBe(90);
    await sandbox.control("/clock", { advanceMs: 91 * 86_400_000 });
    const state = (await sandbox.control("/state")).body.bird as {
      numbers: { id: string; state: string }[];
    };
    expect(state.numbers.find((one) => one.id === id)?.state).toBe("expired");
  });
  it("are bought once", async () => {
    const stock = await sandbox.bird(`/organizations/${ORG}/numbers-stock-items?countryCodes=NL`);
    const item = (stock.body.results as { id: string; countryCode: string }[])[0];
    expect(item?.countryCode).toBe("NL");
    const order = { method: "POST", body: JSON.stringify({ numberStockItemIds: [item?.id] }) };
    expect((await sandbox.bird(`/workspaces/${WORKSPACE}/numbers-long-code`, order)).status).toBe(
      201,
    );
    expect((await sandbox.bird(`/workspaces/${WORKSPACE}/numbers-long-code`, order)).status).toBe(
      422,
    );
  });
});

describe("refusals", () => {
  it("compare the scheme without case and the key with it", async () => {
    const path = `/organizations/${ORG}/workspaces`;
    const as = (Authorization: string) => sandbox.bird(path, { headers: { Authorization } });
    expect((await as("accesskey sandbox-access-key")).status).toBe(200);
    expect((await as("Bearer sandbox-access-key")).body.code).toBe("Unauthorized");
    expect((await as("AccessKey SANDBOX-access-key")).status).toBe(401);
  });
  it("use Bird's envelope", async () => {
    const body = JSON.stringify({ Name: "wrong case" });
    const init = { method: "POST", body };
    const answer = await sandbox.bird(`/organizations/${ORG}/workspaces`, init);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: "InvalidPayload",
      details: { ".name": expect.any(Array) },
    });
    expect((await sandbox.bird("/organizations/other/workspaces")).status).toBe(403);
    expect((await sandbox.bird("/workspaces/none/numbers")).status).toBe(404);
    expect((await sandbox.bird(`/organizations/${ORG}/workspaces?limit=1000`)).status).toBe(422);
  });
});
