import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { readSignedRequest } from "./signed-request";

const SECRET = "0123456789abcdef0123456789abcdef";
const VECTOR =
  "omXFKIOfZWc46lpOqqs_opCLTGhRfi3WbJDpLlblMoU.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImV4cGlyZXMiOjEyOTE4NDA0MDAsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwidXNlcl9pZCI6IjIxODQ3MSJ9";

function sign(payload: unknown): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${createHmac("sha256", SECRET).update(encoded).digest("base64url")}.${encoded}`;
}

it("reads what Meta signed", () => {
  expect(readSignedRequest(SECRET, VECTOR)).toEqual({
    userId: "218471",
    issuedAt: new Date(1_291_836_800_000),
  });
  expect(readSignedRequest(SECRET, sign({ algorithm: "hmac-sha256", user_id: 7 }))).toEqual({
    userId: "7",
  });
});

it.each([
  ["another secret", "x", VECTOR],
  ["no secret", "", VECTOR],
  ["a changed payload", SECRET, `${VECTOR.slice(0, -1)}8`],
  ["another algorithm", SECRET, sign({ algorithm: "none", user_id: "1" })],
  ["no person", SECRET, sign({ algorithm: "HMAC-SHA256" })],
  ["a third part", SECRET, `${VECTOR}.x`],
  ["one part", SECRET, VECTOR.slice(0, 43)],
  ["nothing", SECRET, ""],
  ["no JSON", SECRET, sign("text")],
])("refuses %s", (_name, secret, text) => {
  expect(readSignedRequest(secret, text)).toBeUndefined();
});
