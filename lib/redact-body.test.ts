import { describe, expect, it } from "vitest";
import { redactBody } from "./redact-body";

describe("a redacted body", () => {
  it("hides what is named like a secret, at any depth, and what looks like one", () => {
    const body = {
      value: [{ access_token: "short", nested: { pin: 123456, code: "AQ-1", app_secret: "x" } }],
      text: "the token is EAAGabcdefghijklmnopqrstuvwxyz0123 indeed",
    };
    expect(redactBody(body)).toEqual({
      value: [
        {
          access_token: "[hidden]",
          nested: { pin: "[hidden]", code: "[hidden]", app_secret: "[hidden]" },
        },
      ],
      text: "the token is [hidden] indeed",
    });
  });

  it("leaves ids and numeric error codes", () => {
    const body = {
      code: 131042,
      waba_id: "524126980791429123",
      id: "0199a1b2-0000-7000-8000-0123456789ab",
      tokens: null,
    };
    expect(redactBody(body)).toMatchObject({ code: 131042, waba_id: body.waba_id, id: body.id });
  });
});
