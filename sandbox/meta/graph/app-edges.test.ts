import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestSandbox } from "../../testing.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const APP = "634974688087057";
const token = `${APP}|0123456789abcdef0123456789abcdef`;
const path = `/${APP}/permissions`;

describe("permissions of the app", () => {
  it("are told to the app alone", async () => {
    expect((await sandbox.graph(path)).body.error).toMatchObject({ code: 2500 });
    const system = sandbox.world.config.systemToken;
    expect((await sandbox.graph(path, { token: system })).body.error).toMatchObject({ code: 15 });
    const other = await sandbox.graph("/1234567890123457/permissions", { token });
    expect(other.body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });
  it("follow App Review", async () => {
    const change = { permission: "public_profile", status: "unapproved" };
    expect((await sandbox.control("/meta/permissions", change)).status).toBe(200);
    expect((await sandbox.control("/meta/permissions", { ...change, status: "x" })).status).toBe(
      400,
    );
    const { body } = await sandbox.graph(`${path}?status=["live"]`, { token });
    const names = (body.data as { permission: string }[]).map((one) => one.permission);
    expect(names).toContain("whatsapp_business_management");
    expect(names).not.toContain("public_profile");
    expect((await sandbox.graph(path, { token })).body.data).toContainEqual(change);
  });
});
