import { describe, expect, it } from "vitest";
import { type FakeAnswer, fakeProvider } from "@/lib/testing";
import { createBirdClient } from "./client";
import { createConnector } from "./create-connector";
import { BirdError } from "./errors";
import { birdPath } from "./path";
import { redact } from "./redact";

const ACCESS_KEY = "short-key";
const ORDER = {
  name: "WhatsApp",
  wabaId: "1",
  phoneId: "2",
  phoneNumber: "+16315550111",
  accessToken: "EAAG.dotted.token",
  securityScheme: "oauth",
};

async function failureOf(answer: FakeAnswer): Promise<BirdError> {
  const { url, close } = await fakeProvider({ "POST /workspaces/w/connectors": answer });
  const client = createBirdClient({ apiUrl: url, accessKey: ACCESS_KEY, organizationId: "o" });
  const error = await createConnector(client, "w", ORDER).catch((caught: unknown) => caught);
  close();
  if (!(error instanceof BirdError)) throw new Error("did not fail");
  return error;
}

describe("BirdError", () => {
  it.each([
    [401, "isAuth"],
    [403, "isAuth"],
    [404, "isNotFound"],
    [409, "isConflict"],
    [400, "isRefused"],
    [422, "isRefused"],
    [429, "isTemporary"],
    [500, "isTemporary"],
  ] as const)("knows a %i as %s and nothing else", async (status, wanted) => {
    const error = await failureOf({ status, body: {} });
    const kinds = ["isAuth", "isNotFound", "isConflict", "isRefused", "isTemporary"] as const;
    expect(kinds.filter((kind) => error[kind])).toEqual([wanted]);
  });

  it("is temporary when the connection is cut", async () => {
    const error = await failureOf("lost");
    expect([error.isTemporary, error.detail.message]).toEqual([true, "network"]);
  });

  it.each([
    [
      "the live envelope",
      {
        code: "InvalidPayload",
        message: "Malformed",
        details: { ".arguments.phoneId": ["value must be a string", "is odd"] },
      },
      {
        errorCode: "InvalidPayload",
        message: "Malformed .arguments.phoneId: value must be a string, is odd",
      },
    ],
    [
      "a conflict",
      {
        code: "Conflict",
        message: "connector already exists",
        details: { conflictingResource: { id: "6f1c2b9e-0d1f-4b7e-9a45-2a6d3c1e8f00" } },
      },
      {
        message:
          "connector already exists conflictingResource: id: 6f1c2b9e-0d1f-4b7e-9a45-2a6d3c1e8f00",
      },
    ],
    [
      "a list of errors",
      { errors: [{ code: 2, description: "no balance", parameter: "wallet" }, { code: 9 }] },
      { errorCode: "2", message: "no balance (wallet)" },
    ],
    [
      "a wrapped error",
      { error: { code: "E01001", message: "nope" } },
      { errorCode: "E01001", message: "nope" },
    ],
  ])("repeats what Bird says in %s", async (_name, body, wanted) => {
    const { detail } = await failureOf({ status: 422, body });
    expect(detail).toMatchObject({ source: "bird", status: 422, ...wanted });
  });

  it.each([[undefined], ["text"], [[1]], [{ errors: "x", message: { a: 1 } }]])(
    "says no more than the status for %j",
    async (body) => {
      const { detail } = await failureOf({ status: 422, body });
      expect(detail).toEqual({
        source: "bird",
        status: 422,
        operation: "POST /workspaces/w/connectors",
      });
    },
  );

  it("repeats no secret, not even one that is cut or that Bird echoes", async () => {
    const message = `${"long ".repeat(97)} token ${ORDER.accessToken} key ${ACCESS_KEY}`;
    const details = { given: ["EAAGabcdefghijklmnopqrstuvwxyz0123456789", ORDER.accessToken] };
    const error = await failureOf({ status: 422, body: { message, details } });
    expect(error.detail.message?.length).toBeLessThanOrEqual(500);
    const { stack, ...rest } = error;
    expect(JSON.stringify([rest, error.detail, error.message, stack])).not.toMatch(
      /EAAG|dotted|short-key/,
    );
  });
});

describe("redact", () => {
  it("hides long opaque runs and given secrets, keeps words, short ids and UUIDs", () => {
    const uuid = "6f1c2b9e-0d1f-4b7e-9a45-2a6d3c1e8f00";
    expect(
      redact(`the ${uuid} of 524126980791429123 at AQBxabcdefghijklmno-_9: s.e`, ["s.e"]),
    ).toBe(`the ${uuid} of 524126980791429123 at [hidden]: [hidden]`);
  });
});

describe("birdPath", () => {
  it("encodes segments and refuses those that name another resource", () => {
    expect(birdPath("a", "b/c?d")).toBe("a/b%2Fc%3Fd");
    for (const segment of ["", ".", ".."]) expect(() => birdPath("a", segment)).toThrow();
  });
});
