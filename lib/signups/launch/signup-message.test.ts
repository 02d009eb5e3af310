import { describe, expect, it } from "vitest";
import { readSignupMessage } from "./signup-message";

const event = (name: string, data: object = {}) => ({
  type: "WA_EMBEDDED_SIGNUP",
  event: name,
  data,
});

describe("readSignupMessage", () => {
  it("reads objects and JSON strings, and forwards them as they came", () => {
    const object = event("FINISH", { waba_id: "524126980791429" });
    const string = JSON.stringify(object);
    expect(readSignupMessage(object)).toMatchObject({ raw: object, isFinish: true });
    expect(readSignupMessage(string)).toMatchObject({ raw: string, isFinish: true });
  });

  it.each([
    "cb=f1&code=AQB_secret&origin=x",
    "code=AQB_secret",
    "{not json",
    '["WA_EMBEDDED_SIGNUP"]',
    '{"type":"OTHER","event":"FINISH"}',
    null,
    undefined,
    42,
    { type: "WA_EMBEDDED_SIGNUP" },
  ])("ignores %j", (data) => expect(readSignupMessage(data)).toBeUndefined());

  it.each([
    "FINISH",
    "FINISH_ONLY_WABA",
    "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING",
    "FINISH_OBO_MIGRATION",
    "FINISH_GRANT_ONLY_API_ACCESS",
  ])("knows %s as finished", (name) => expect(readSignupMessage(event(name))?.isFinish).toBe(true));

  it("forwards unknown events without acting on them", () => {
    const message = readSignupMessage(event("FINISH_SOMETHING_NEW"));
    expect(message).toMatchObject({ isFinish: false, cancel: undefined });
  });

  it("tells the two kinds of CANCEL apart and reads error_id like error_code", () => {
    expect(
      readSignupMessage(event("CANCEL", { current_step: "PHONE_NUMBER_SETUP" }))?.cancel,
    ).toEqual({ currentStep: "PHONE_NUMBER_SETUP", message: undefined, errorCode: undefined });
    expect(
      readSignupMessage(event("CANCEL", { error_message: "Not allowed", error_id: 1690130 }))
        ?.cancel,
    ).toEqual({ currentStep: undefined, message: "Not allowed", errorCode: "1690130" });
  });
});
