import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestSandbox } from "./testing.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

describe("faults", () => {
  it("happen as often as asked, on the paths that were asked", async () => {
    const fault = { target: "graph", path: "debug_token", fault: "graph-error", code: 4, times: 2 };
    await sandbox.control("/faults", fault);
    expect((await sandbox.graph("/me")).body.error).toMatchObject({ code: 2500 });
    for (const code of [4, 4, 2500]) {
      expect((await sandbox.graph("/debug_token")).body.error).toMatchObject({ code });
    }
  });
  it("lose an answer after the work was done", async () => {
    const { code } = await sandbox.signUp();
    const fault = {
      target: "graph",
      path: "oauth/access_token",
      fault: "drop",
      when: "after",
      times: 1,
    };
    await sandbox.control("/faults", fault);
    await expect(sandbox.exchange(code)).rejects.toThrow();
    expect((await sandbox.exchange(code)).body.error).toMatchObject({ error_subcode: 36009 });
  });
  it("drop before the work, so that nothing is lost", async () => {
    const { code } = await sandbox.signUp();
    await sandbox.control("/faults", { target: "graph", path: "oauth", fault: "drop", times: 1 });
    await expect(sandbox.exchange(code)).rejects.toThrow();
    expect((await sandbox.exchange(code)).status).toBe(200);
  });
  it("speak HTML, hang, and ask to wait", async () => {
    await sandbox.control("/faults", { target: "graph", path: "me", fault: "html500", times: 1 });
    expect((await sandbox.graph("/me")).headers.get("content-type")).toContain("text/html");
    await sandbox.control("/faults", { target: "graph", path: "me", fault: "hang", times: 1 });
    await expect(sandbox.graph("/me", { signal: AbortSignal.timeout(200) })).rejects.toThrow();
    const limit = { target: "bird", fault: "status", status: 429, retryAfterSeconds: 7, times: 1 };
    await sandbox.control("/faults", limit);
    const answer = await sandbox.bird("/anything");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
  });
});

describe("the log", () => {
  it("counts calls and keeps no secret", async () => {
    const { code } = await sandbox.signUp();
    await sandbox.graph(`/oauth/access_token?code=${code}&client_secret=hush`);
    const { body } = await sandbox.control("/requests");
    expect(body.counts).toEqual({ "GET oauth/access_token": 1 });
    expect(body.requests).toMatchObject([{ target: "graph", method: "GET", status: 400 }]);
    expect(JSON.stringify(body)).not.toContain("hush");
    expect(JSON.stringify(body)).not.toContain(code);
  });
});

describe("scenarios", () => {
  it("hold for the asked number of launches", async () => {
    await sandbox.control("/scenario", { id: "no-number", times: 1 });
    expect(sandbox.world.scenarios.next).toMatchObject({ id: "no-number", left: 1 });
    const refused = await sandbox.control("/scenario", { id: "nonsense" });
    expect(refused.status).toBe(400);
  });
  it("give new ids to each signup, some beyond JavaScript's numbers", async () => {
    const ids: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      const { waba_id, phone_number_id } = (await sandbox.signUp()).events[0].data;
      ids.push(waba_id, phone_number_id);
    }
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => /^\d{15,17}$/.test(id))).toBe(true);
    expect(ids.some((id) => String(Number(id)) !== id)).toBe(true);
  });
  it("order the two halves as asked", async () => {
    const acts = async (order: "event-first" | "code-first" | "event-only" | "code-only") => {
      const { plan } = await sandbox.signUp({ order });
      return plan.map((one) => one.do).filter((act) => act === "message" || act === "relay");
    };
    expect(await acts("event-first")).toEqual(["message", "relay"]);
    expect(await acts("code-first")).toEqual(["relay", "message"]);
    expect(await acts("code-only")).toEqual(["relay"]);
    const { code, events } = await sandbox.signUp({ order: "event-only" });
    expect([code, events[0].event]).toEqual(["", "FINISH"]);
  });
  it("refuse a launch with a wrong configuration or an inactive solution", async () => {
    await sandbox.control("/meta/solution", { status: "DEACTIVATED" });
    expect((await sandbox.signUp()).html).toContain("Sorry, something went wrong.");
  });
  it("are forgotten on reset", async () => {
    await sandbox.signUp();
    expect(sandbox.world.meta.wabas.size).toBe(2);
    await sandbox.control("/reset", {});
    expect(sandbox.world.meta.wabas.size).toBe(1);
  });
});
