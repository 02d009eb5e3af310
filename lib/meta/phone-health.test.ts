import { describe, expect, it } from "vitest";
import {
  type FakeAnswer,
  fakeProvider,
  graphError,
  PHONE,
  phoneNode,
  TOKEN,
  WABA,
} from "@/lib/testing";
import { createMetaClient } from "./client";
import { getPhoneHealth } from "./get-phone-health";
import { getWabaReview } from "./get-waba-review";
import { registerPhone } from "./register-phone";

async function clientOf(route: string, answers: FakeAnswer[]) {
  const { url, calls } = await fakeProvider({ [route]: () => answers.shift() ?? "lost" });
  const options = { graphUrl: url, graphVersion: "v25.0", appId: "1", appSecret: "s" };
  return { client: createMetaClient(options), calls };
}

describe("phone health", () => {
  it("is read in one call, with each problem", async () => {
    const body = phoneNode({
      status: "CONNECTED",
      quality_rating: "GREEN",
      name_status: "APPROVED",
      new_name_status: "NONE",
      messaging_limit_tier: "TIER_250",
      platform_type: "CLOUD_API",
      is_on_biz_app: false,
      account_mode: "LIVE",
      health_status: {
        can_send_message: "BLOCKED",
        entities: [
          { entity_type: "PHONE_NUMBER", additional_info: ["Your display name is not approved."] },
          {
            entity_type: "WABA",
            errors: [
              {
                error_code: 141006,
                error_description: "No payment.",
                possible_solution: "Add it.",
              },
            ],
          },
          { entity_type: "APP", can_send_message: "AVAILABLE" },
        ],
      },
    });
    const { client, calls } = await clientOf(`GET /${PHONE}`, [{ body }]);
    expect(await getPhoneHealth(client, TOKEN, PHONE)).toEqual({
      status: "CONNECTED",
      codeVerificationStatus: "VERIFIED",
      qualityRating: "GREEN",
      displayPhoneNumber: "+1 631-555-0111",
      verifiedName: "Harbor Coffee",
      nameStatus: "APPROVED",
      newNameStatus: "NONE",
      messagingLimitTier: "TIER_250",
      platformType: "CLOUD_API",
      isOnBizApp: false,
      accountMode: "LIVE",
      canSend: "BLOCKED",
      problems: [
        { entity: "PHONE_NUMBER", text: "Your display name is not approved." },
        { entity: "WABA", code: 141006, text: "No payment.", solution: "Add it." },
      ],
    });
    expect(calls[0]?.query.get("fields")).toContain("health_status");
  });

  it("asks once more for less when a field is unknown", async () => {
    const refusal = graphError(100, undefined, "(#100) Tried accessing nonexisting field");
    const { client, calls } = await clientOf(`GET /${PHONE}`, [refusal, { body: phoneNode() }]);
    expect(await getPhoneHealth(client, TOKEN, PHONE)).toMatchObject({
      status: "PENDING",
      problems: [],
    });
    expect(calls.map(({ query }) => query.get("fields")?.includes("health"))).toEqual([
      true,
      false,
    ]);
    const never = await clientOf(`GET /${PHONE}`, [refusal, refusal]);
    await expect(getPhoneHealth(never.client, TOKEN, PHONE)).rejects.toMatchObject({ code: 100 });
    expect(never.calls).toHaveLength(2);
  });

  it.each([
    ["an invisible number", graphError(100, 33)],
    ["a dead token", graphError(190)],
  ])("does not ask again about %s", async (_name, answer) => {
    const { client, calls } = await clientOf(`GET /${PHONE}`, [answer]);
    await expect(getPhoneHealth(client, TOKEN, PHONE)).rejects.toThrow();
    expect(calls).toHaveLength(1);
  });

  it("bears words and shapes that it does not know", async () => {
    const health_status = { can_send_message: "MAYBE", entities: "none" };
    const body = { status: "LINKED", is_on_biz_app: "yes", health_status };
    const { client } = await clientOf(`GET /${PHONE}`, [{ body }]);
    expect(await getPhoneHealth(client, TOKEN, PHONE)).toEqual({ status: "LINKED", problems: [] });
  });
});

describe("registering a number", () => {
  it("sends the PIN in the body", async () => {
    const route = `POST /${PHONE}/register`;
    const { client, calls } = await clientOf(route, [{ body: { success: true } }]);
    await registerPhone(client, TOKEN, PHONE, "123456");
    expect(Object.fromEntries(calls[0]?.form ?? [])).toEqual({
      messaging_product: "whatsapp",
      pin: "123456",
    });
  });

  it.each([
    [133005, false, false],
    [133016, false, true],
    [133004, true, false],
  ])("is never repeated after %i", async (code, isTemporary, isRateLimited) => {
    const { client, calls } = await clientOf(`POST /${PHONE}/register`, [graphError(code)]);
    const registered = registerPhone(client, TOKEN, PHONE, "123456");
    await expect(registered).rejects.toMatchObject({ code, isTemporary, isRateLimited });
    expect(calls).toHaveLength(1);
  });
});

describe("a WABA's review", () => {
  it("is read in either case, and may be silent", async () => {
    const { client } = await clientOf(`GET /${WABA}`, [
      { body: { account_review_status: "APPROVED", business_verification_status: "NOT_VERIFIED" } },
      { body: { id: WABA } },
    ]);
    expect(await getWabaReview(client, TOKEN, WABA)).toEqual({
      accountReviewStatus: "APPROVED",
      businessVerificationStatus: "not_verified",
    });
    expect(await getWabaReview(client, TOKEN, WABA)).toEqual({});
  });
});
