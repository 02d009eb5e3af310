import { expect, it } from "vitest";
import { verifyMetaSignature } from "./webhook-signature";

const SECRET = "0123456789abcdef0123456789abcdef";
const REVIEW =
  '{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","time":1739321024,"changes":[{"value":{"decision":"APPROVED"},"field":"account_review_update"}]}]}';
const ESCAPED = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","time":1739321024,"changes":[{"value":{"requested_verified_name":"Caf\u00e9 \/ Bar"},"field":"phone_number_name_update"}]}]}`;
const SIGNED = "sha256=901f44641e25ffa886a23de34ee5a8bc2dac256b536edaf7868199cb50311c33";

it.each([
  [REVIEW, SIGNED],
  [ESCAPED, "sha256=c882c7db260fba50133a7c73db381e1e6fa4ac81c26963a79a752d2efb982695"],
])("takes Meta's signature of the raw bytes %#", (body, header) => {
  expect(verifyMetaSignature(SECRET, header, Buffer.from(body))).toBe(true);
});

it.each([
  ["another secret", "x", SIGNED],
  ["no secret", "", SIGNED],
  ["no header", SECRET, null],
  ["no algorithm", SECRET, SIGNED.slice(7)],
  ["another algorithm", SECRET, SIGNED.replace("sha256", "sha1")],
  ["a short digest", SECRET, SIGNED.slice(0, -2)],
  ["no hex", SECRET, `${SIGNED.slice(0, -2)}zz`],
  ["another digest", SECRET, `${SIGNED.slice(0, -2)}34`],
])("refuses %s", (_name, secret, header) => {
  expect(verifyMetaSignature(secret, header, Buffer.from(REVIEW))).toBe(false);
});
