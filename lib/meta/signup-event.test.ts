import { describe, expect, it } from "vitest";
import { isCoexistence, parseSignupEvent } from "./signup-event";

const message = (event: string, data: unknown, rest: object = {}) => ({
  type: "WA_EMBEDDED_SIGNUP",
  event,
  data,
  ...rest,
});

describe("session event", () => {
  it.each([
    ["v2", { waba_id: "52412", phone_number_id: "10654" }, { version: 2 }],
    ["v3", { waba_id: "52412", phone_number_id: "10654", business_id: "27" }, { version: 3 }],
    [
      "v4",
      {
        waba_id: "52412",
        phone_number_id: "10654",
        business_id: "27",
        page_ids: [""],
        waac_id: "9",
      },
      {},
    ],
  ])("reads the %s shape, as object and as string", (_version, data, rest) => {
    const received = message("FINISH", data, rest);
    for (const input of [received, JSON.stringify(received)]) {
      expect(parseSignupEvent(input)).toMatchObject({
        outcome: "finish",
        wabaIds: ["52412"],
        phoneNumberId: "10654",
        raw: received,
      });
    }
  });

  it.each([
    "FINISH",
    "FINISH_ONLY_WABA",
    "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING",
    "FINISH_OBO_MIGRATION",
    "FINISH_GRANT_ONLY_API_ACCESS",
  ])("knows %s as a good end", (event) => {
    expect(parseSignupEvent(message(event, { waba_id: "1" }))?.outcome).toBe("finish");
  });

  it("tells the two CANCEL shapes apart and keeps what support asks for", () => {
    expect(
      parseSignupEvent(message("CANCEL", { current_step: "PHONE_NUMBER_SETUP" })),
    ).toMatchObject({
      outcome: "cancel",
      currentStep: "PHONE_NUMBER_SETUP",
      errorMessage: undefined,
    });
    const reported = {
      error_message: "No.",
      error_id: 1690130,
      session_id: "f34b51dab5e0498",
      timestamp: "1746041036",
    };
    expect(parseSignupEvent(message("CANCEL", reported))).toMatchObject({
      errorCode: "1690130",
      errorMessage: "No.",
      sessionId: "f34b51dab5e0498",
    });
  });

  it("keeps ids above 2^53 exact and treats empty ones as absent", () => {
    const event = parseSignupEvent(
      message("FINISH", { waba_id: "17151206192469061", phone_number_id: "", business_id: null }),
    );
    expect(event).toMatchObject({
      wabaIds: ["17151206192469061"],
      phoneNumberId: undefined,
      businessId: undefined,
    });
  });

  it("takes no id that could change a path", () => {
    expect(
      parseSignupEvent(
        message("FINISH", { waba_id: "../me", phone_number_id: "1/x", waba_ids: ["a"] }),
      ),
    ).toMatchObject({
      wabaIds: [],
      phoneNumberId: undefined,
    });
  });

  it.each([
    ["cb=f1&code=AQ"],
    ["{"],
    [null],
    [{ type: "other", event: "FINISH" }],
    [{ type: "WA_EMBEDDED_SIGNUP" }],
  ])("is undefined for %j", (input) => expect(parseSignupEvent(input)).toBeUndefined());

  it("keeps unknown keys, but no code or token that a page put into it", () => {
    const data = {
      waba_id: "1",
      error_code: "524126",
      code: "AQ",
      nested: [{ access_token: "EAAG", later_key: 1 }],
    };
    const kept = { waba_id: "1", error_code: "524126", nested: [{ later_key: 1 }] };
    expect(parseSignupEvent(message("FINISH", data))?.raw).toEqual(message("FINISH", kept));
  });

  it("knows coexistence", () => {
    expect(isCoexistence("FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING")).toBe(true);
    expect(isCoexistence("FINISH")).toBe(false);
  });
});
