import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Scenario } from "../../scenarios/options.ts";
import { startTestSandbox } from "../../testing.ts";
import { proofOf } from "./access.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

const APP_TOKEN = "634974688087057|0123456789abcdef0123456789abcdef";

async function connect(change: Partial<Scenario> = {}) {
  const { code, events } = await sandbox.signUp(change);
  const token = String((await sandbox.exchange(code)).body.access_token);
  const { waba_id, phone_number_id } = events[0].data as Record<string, string>;
  return { token, waba_id, phone_number_id };
}

describe("the code", () => {
  it("works once", async () => {
    const { code } = await sandbox.signUp();
    expect((await sandbox.exchange(code)).status).toBe(200);
    const again = await sandbox.exchange(code);
    expect(again.status).toBe(400);
    expect(again.body.error).toMatchObject({ code: 100, error_subcode: 36009 });
    expect(again.headers.get("www-authenticate")).toContain('"invalid_code"');
  });
  it("lives 30 seconds after it was handed over", async () => {
    for (const [age, subcode] of [
      [29_000, undefined],
      [31_000, 36007],
    ] as const) {
      const { code, html } = await sandbox.signUp();
      const handover = /data-handover="([^"]+)"/.exec(html)?.[1];
      await fetch(sandbox.url + handover, { method: "POST" });
      await sandbox.control("/clock", { advanceMs: age });
      const { body } = await sandbox.exchange(code);
      expect((body.error as { error_subcode?: number } | undefined)?.error_subcode).toBe(subcode);
    }
  });
  it("stays unspent when the redirect_uri is wrong", async () => {
    const { code } = await sandbox.signUp({ code: "mismatch-empty" });
    const wrong = await sandbox.exchange(code, { redirect_uri: "" });
    expect(wrong.body.error).toMatchObject({ error_subcode: 36008 });
    expect((await sandbox.exchange(code)).status).toBe(200);
  });
  it("is refused with the wrong app or secret", async () => {
    const { code } = await sandbox.signUp();
    expect((await sandbox.exchange(code, { client_id: "1" })).body.error).toMatchObject({
      code: 101,
    });
    expect((await sandbox.exchange(code, { client_secret: "x" })).body.error).toMatchObject({
      code: 1,
    });
    expect((await sandbox.exchange(code)).status).toBe(200);
  });
});

describe("tokens", () => {
  it("reach what was granted and nothing else", async () => {
    const mine = await connect();
    const theirs = await connect();
    expect((await sandbox.graph(`/${mine.waba_id}`, mine)).status).toBe(200);
    const foreign = await sandbox.graph(`/${theirs.waba_id}`, mine);
    expect(foreign.body.error).toMatchObject({ code: 100, error_subcode: 33 });
    const stranger = await connect({ result: "waba-not-granted" });
    expect((await sandbox.graph(`/${stranger.waba_id}`, stranger)).status).toBe(400);
  });
  it("name no WhatsApp scope in granular_scopes since 2026-06", async () => {
    const granular = async (scopes: Scenario["scopes"]) => {
      const { token } = await connect({ scopes });
      const path = `/debug_token?input_token=${token}`;
      const { data } = (await sandbox.graph(path, { token: APP_TOKEN })).body;
      return JSON.stringify((data as { granular_scopes: unknown }).granular_scopes);
    };
    expect(await granular("2026-06")).not.toContain("whatsapp_business_management");
    expect(await granular("classic")).toContain("target_ids");
    expect(await granular("no-targets")).not.toContain("target_ids");
  });
  it("are checked against appsecret_proof when it is sent", async () => {
    expect(proofOf("0123456789abcdef0123456789abcdef", "EAAtesttoken123")).toBe(
      "9c1152c99cda7c8617c2b4b8a5a37aa21e1a2ff7cdba69f3f41155434f946f85",
    );
    const { token } = await connect();
    const proof = proofOf(sandbox.world.config.appSecret, token);
    expect((await sandbox.graph(`/me?appsecret_proof=${proof}`, { token })).status).toBe(200);
    expect((await sandbox.graph("/me?appsecret_proof=00", { token })).status).toBe(400);
  });
  it("expire by the sandbox clock", async () => {
    const { token } = await connect();
    await sandbox.control("/clock", { advanceMs: 61 * 86_400_000 });
    const { status, body } = await sandbox.graph("/me", { token });
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ code: 190, error_subcode: 463 });
  });
});

describe("phone numbers", () => {
  it("page through cursors and links", async () => {
    const { token, waba_id } = await connect({ result: "several-numbers" });
    const seen: string[] = [];
    let next: string | undefined =
      `${sandbox.url}/graph/v25.0/${waba_id}/phone_numbers?limit=2&access_token=${token}`;
    for (let pages = 0; next; pages += 1) {
      const body = (await (await fetch(next)).json()) as {
        data: { id: string }[];
        paging: { next?: string };
      };
      seen.push(...body.data.map(({ id }) => id));
      next = body.paging.next;
      expect(pages).toBeLessThan(2);
    }
    expect(new Set(seen).size).toBe(3);
  });
  it("register with one PIN, refuse another, and block the eleventh call", async () => {
    const { token, phone_number_id: id } = await connect();
    const register = (pin: string) => {
      const body = new URLSearchParams({ messaging_product: "whatsapp", pin });
      return sandbox.graph(`/${id}/register`, { method: "POST", token, body });
    };
    expect((await register("12345")).body.error).toMatchObject({ code: 100 });
    expect((await register("123456")).body).toEqual({ success: true });
    expect((await register("654321")).body.error).toMatchObject({ code: 133005 });
    for (let call = 3; call <= 10; call += 1) await register("123456");
    expect((await register("123456")).body.error).toMatchObject({ code: 133016 });
    await sandbox.control("/clock", { advanceMs: 72 * 3_600_000 });
    expect((await register("123456")).status).toBe(200);
  });
  it("must be verified before they register", async () => {
    const { token, phone_number_id: id } = await connect({ result: "unverified" });
    const body = () => new URLSearchParams({ messaging_product: "whatsapp", pin: "123456" });
    const early = await sandbox.graph(`/${id}/register`, { method: "POST", token, body: body() });
    expect(early.body.error).toMatchObject({ code: 133006 });
    await sandbox.graph(`/${id}/request_code?code_method=SMS`, { method: "POST", token });
    const { code } = (await sandbox.control(`/meta/phones/${id}/code`)).body;
    await sandbox.graph(`/${id}/verify_code?code=${code}`, { method: "POST", token });
    const done = await sandbox.graph(`/${id}/register`, { method: "POST", token, body: body() });
    expect(done.body).toEqual({ success: true });
  });
});

describe("versions", () => {
  it("serves expired ones as the oldest live one and refuses unknown ones", async () => {
    const old = await fetch(`${sandbox.url}/graph/v20.0/me`);
    expect(old.headers.get("facebook-api-version")).toBe("v21.0");
    const future = await fetch(`${sandbox.url}/graph/v99.0/me`);
    expect(JSON.stringify(await future.json())).toContain("Unknown path components: /me");
  });
});
