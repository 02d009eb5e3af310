import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestSandbox } from "../../testing.ts";
import { type Received, startReceiver } from "../../testing-receiver.ts";
import { hubSignatures, metaJson, signedRequest } from "./signature.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  receiver = await startReceiver();
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const SECRET = "0123456789abcdef0123456789abcdef";

function saveWebhook(verifyToken = "right") {
  receiver.acceptToken("right");
  return sandbox.control("/meta/webhook", { callbackUrl: `${receiver.url}/hooks`, verifyToken });
}

async function signUp() {
  const { events, code } = await sandbox.signUp();
  const { waba_id: wabaId, phone_number_id: phoneId } = events[0].data;
  const token = (await sandbox.exchange(code)).body.access_token as string;
  return { wabaId, phoneId, token };
}

function isSigned({ headers, body }: Received): boolean {
  return headers["x-hub-signature-256"] === hubSignatures(SECRET, body)["x-hub-signature-256"];
}

describe("signatures", () => {
  it("cover escaped JSON", () => {
    const body = metaJson({
      object: "whatsapp_business_account",
      entry: [
        {
          id: "102290129340398",
          time: 1739321024,
          changes: [
            {
              value: { requested_verified_name: "Café / Bar" },
              field: "phone_number_name_update",
            },
          ],
        },
      ],
    });
    expect(body).toContain(String.raw`"Caf\u00e9 \/ Bar"`);
    expect(hubSignatures(SECRET, body)["x-hub-signature-256"]).toBe(
      "sha256=c882c7db260fba50133a7c73db381e1e6fa4ac81c26963a79a752d2efb982695",
    );
  });
  it("sign requests over their encoded payload", () => {
    const payload = {
      algorithm: "HMAC-SHA256",
      expires: 1291840400,
      issued_at: 1291836800,
      user_id: "218471",
    };
    expect(signedRequest(SECRET, payload)).toBe(
      "omXFKIOfZWc46lpOqqs_opCLTGhRfi3WbJDpLlblMoU.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImV4cGlyZXMiOjEyOTE4NDA0MDAsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwidXNlcl9pZCI6IjIxODQ3MSJ9",
    );
  });
});

describe("the callback URL", () => {
  it("is taken only when it repeats the challenge", async () => {
    const refused = await saveWebhook("wrong");
    expect([refused.status, sandbox.world.meta.webhook]).toEqual([400, undefined]);
    expect((await saveWebhook()).status).toBe(200);
  });
  it("can be set by API, with the app's own token", async () => {
    const { appId } = sandbox.world.config;
    const set = (verify_token: string, token = `${appId}|${SECRET}`) =>
      sandbox.graph(`/${appId}/subscriptions`, {
        method: "POST",
        token,
        body: new URLSearchParams({
          object: "whatsapp_business_account",
          callback_url: `${receiver.url}/hooks`,
          verify_token,
          fields: "account_update,security",
        }),
      });
    receiver.acceptToken("right");
    expect((await set("wrong")).body.error).toMatchObject({ code: 2200 });
    expect((await set("right", sandbox.world.config.systemToken)).status).toBe(400);
    expect((await set("right")).body).toEqual({ success: true });
    expect(sandbox.world.meta.webhook?.fields).toEqual(["account_update", "security"]);
  });
});

describe("finishing a signup", () => {
  it("tells the partner's portfolio once, a little later", async () => {
    await saveWebhook();
    const { wabaId } = await signUp();
    expect(receiver.received).toHaveLength(0);
    await sandbox.control("/clock", { advanceMs: 2000 });
    const [first] = await receiver.until(1);
    expect(first && isSigned(first)).toBe(true);
    expect(JSON.parse(first?.body ?? "")).toMatchObject({
      object: "whatsapp_business_account",
      entry: [
        {
          id: sandbox.world.config.businessId,
          changes: [
            {
              field: "account_update",
              value: {
                event: "PARTNER_ADDED",
                waba_info: { waba_id: wabaId, solution_id: sandbox.world.config.solutionId },
              },
            },
          ],
        },
      ],
    });
  });
});

describe("an event", () => {
  it("needs the app's subscription to the account, unless it is between partners", async () => {
    await saveWebhook();
    const { wabaId, phoneId, token } = await signUp();
    const review = { field: "account_review_update", wabaId, decision: "REJECTED" };
    expect((await sandbox.control("/meta/events", review)).body).toMatchObject({
      sent: false,
      reason: "the app is not subscribed to the WABA",
    });
    await sandbox.graph(`/${wabaId}/subscribed_apps`, { method: "POST", token });
    const name = { field: "phone_number_name_update", phoneId, requestedName: "Café / Bar" };
    expect((await sandbox.control("/meta/events", name)).body.sent).toBe(true);
    const { value } = JSON.parse(receiver.received[0]?.body ?? "").entry[0].changes[0];
    expect(value).toMatchObject({ decision: "APPROVED", requested_verified_name: "Café / Bar" });
    expect(value.display_phone_number).toMatch(/^1\d{10}$/);
    const shown = await sandbox.graph(`/${phoneId}?fields=verified_name`, { token });
    expect(shown.body.verified_name).toBe("Café / Bar");
  });
  it("makes true what it tells", async () => {
    await saveWebhook();
    const first = await signUp();
    const removed = { event: "PARTNER_REMOVED", wabaId: first.wabaId, reason: "CHANGE_NUMBER" };
    await sandbox.control("/meta/events", removed);
    const answer = await sandbox.graph(`/${first.wabaId}`, { token: first.token });
    expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 33 });
    const second = await signUp();
    const uninstalled = { event: "PARTNER_APP_UNINSTALLED", wabaId: second.wabaId };
    await sandbox.control("/meta/events", { ...uninstalled, appId: "bird" });
    expect((await sandbox.graph("/me", { token: second.token })).status).toBe(200);
    await sandbox.control("/meta/events", uninstalled);
    const dead = await sandbox.graph("/me", { token: second.token });
    expect(dead.body.error).toMatchObject({ code: 190, error_subcode: 458 });
  });
  it("is posted until 200, in batches or badly signed when asked", async () => {
    await saveWebhook();
    await sandbox.control("/settings", { metaRetryMs: 20 });
    receiver.answerWith(204, 500);
    const send = (event: string) =>
      sandbox.control("/meta/events", { entryId: "1", value: { event } });
    await send("PARTNER_ADDED");
    const [a, b, c] = await receiver.until(3);
    expect([b?.body, c?.body]).toEqual([a?.body, a?.body]);
    await sandbox.control("/settings", { metaDelivery: "batch" });
    await send("ACCOUNT_VIOLATION");
    await send("SOMETHING_NEW");
    await sandbox.control("/clock", { advanceMs: 1000 });
    const batch = (await receiver.until(4))[3];
    expect(JSON.parse(batch?.body ?? "").entry).toHaveLength(2);
    await sandbox.control("/settings", { metaDelivery: "wrong-signature" });
    await send("ACCOUNT_DELETED");
    const last = (await receiver.until(5))[4];
    expect([batch && isSigned(batch), last && isSigned(last)]).toEqual([true, false]);
  });
});

describe("callbacks about people", () => {
  it("carry a signed request, right or wrong, and show the answer", async () => {
    const url = `${receiver.url}/deletion`;
    const order = { kind: "data-deletion", url, userId: "218471" };
    const { body } = await sandbox.control("/meta/callbacks", order);
    expect(body.answer).toEqual({ status: 200, text: "{}" });
    await sandbox.control("/meta/callbacks", { ...order, kind: "deauthorize", valid: false });
    const valid = receiver.received.map((one) => {
      const request = new URLSearchParams(one.body).get("signed_request") ?? "";
      const payload = JSON.parse(Buffer.from(request.split(".")[1] ?? "", "base64url").toString());
      expect(payload.user_id).toBe("218471");
      return signedRequest(SECRET, payload) === request;
    });
    expect(valid).toEqual([true, false]);
  });
});
