import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ReturnOutcome, signReturnUrl } from "./sign-return";

const SECRET = "return_of-a-test";
const AT = new Date("2026-11-26T10:00:00.900Z");
const outcome: ReturnOutcome = {
  state: "failed",
  code: "signup_cancelled",
  linkId: "0193-link",
  connectionId: "0193-connection",
  externalId: "it's & <42>/ü",
};
const sign = (url: string, change: Partial<ReturnOutcome> = {}) =>
  signReturnUrl(url, { outcome: { ...outcome, ...change }, at: AT, secret: SECRET });

type Snippet = { isFromPerch(url: string, secret: string): boolean };
let isFromPerch: Snippet["isFromPerch"];

/** The very lines that the documentation gives to the ISV. */
beforeAll(async () => {
  const text = readFileSync(path.join(import.meta.dirname, "../../docs/embedding.md"), "utf8");
  const code = /```js\n(.*?)```/s.exec(text)?.[1] ?? "";
  const module = `data:text/javascript,${encodeURIComponent(code)}`;
  isFromPerch = ((await import(/* @vite-ignore */ module)) as Snippet).isFromPerch;
});

const OWN = "https://app.example.com/done?order=7&note=a%20b+c&empty=&q=%26#top";

describe("a signed way back", () => {
  it.each([OWN, "https://app.example.com/", "https://app.example.com/x?", "http://localhost:1/?a"])(
    "of %s is believed by the documented lines, as an URL and as a path",
    (own) => {
      const url = sign(own);
      expect(isFromPerch(url, SECRET)).toBe(true);
      expect(isFromPerch(new URL(url).href, SECRET)).toBe(true);
      expect(isFromPerch(url.replace(/^https?:\/\/[^/]*/, "").replace(/#.*/, ""), SECRET)).toBe(
        true,
      );
      expect(isFromPerch(url, "return_another")).toBe(false);
    },
  );

  it("keeps the ISV's own query as it is and says everything", () => {
    const url = new URL(sign(OWN));
    expect(url.search).toMatch(/^\?order=7&note=a%20b\+c&empty=&q=%26&perch_link_id=/);
    expect(url.hash).toBe("#top");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      perch_link_id: "0193-link",
      perch_state: "failed",
      perch_code: "signup_cancelled",
      perch_external_id: "it's & <42>/ü",
      perch_connection_id: "0193-connection",
      perch_timestamp: "1795687200",
    });
  });

  it("leaves out what it does not know", () => {
    const url = new URL(sign(OWN, { code: undefined, externalId: undefined }));
    expect(url.searchParams.has("perch_code")).toBe(false);
    expect(url.searchParams.has("perch_external_id")).toBe(false);
  });

  it("drops parameters of the ISV's address that would pass for ours", () => {
    const planted =
      "https://app.example.com/?perch_state=connected&%70erch%5fcode=x&PERCH_state=y&a=1";
    const url = new URL(sign(planted));
    expect(url.search).toMatch(/^\?a=1&perch_link_id=/);
    expect(url.searchParams.getAll("perch_state")).toEqual(["failed"]);
  });

  it("is not believed with any parameter changed, removed, moved or added", () => {
    const [base = "", query = ""] = sign(OWN).split("#")[0]?.split("?") ?? [];
    const parts = query.split("&");
    expect(parts.length).toBe(11);
    const believed = (changed: string[]) => isFromPerch(`${base}?${changed.join("&")}`, SECRET);
    expect(believed(parts)).toBe(true);
    for (const [index, part] of parts.entries()) {
      const change = (...by: string[]) => parts.toSpliced(index, 1, ...by);
      expect(believed(change()), `without ${part}`).toBe(false);
      expect(believed(change(`${part}0`)), `${part} changed`).toBe(false);
      expect(believed(change(part.replace(/.$/, ""))), `${part} cut`).toBe(false);
      expect(believed(change(part, part)), `${part} twice`).toBe(false);
      expect(believed(change("extra=1", part)), `extra before ${part}`).toBe(false);
      expect(believed(change(part, "extra=1")), `extra after ${part}`).toBe(false);
      expect(believed(change(part, "perch_state=connected")), `state after ${part}`).toBe(false);
      expect(believed(parts.toSpliced(index, 1).concat(part)), `${part} last`).toBe(
        index === parts.length - 1,
      );
    }
    const signature = parts.at(-1) ?? "";
    expect(believed([...parts, signature])).toBe(false);
    expect(believed(parts.with(-1, signature.toUpperCase()))).toBe(false);
    expect(believed(parts.with(-1, `perch_signature=${"é".repeat(64)}`))).toBe(false);
    for (const url of ["", "/", "/?", "/?perch_signature=", "/?a&perch_signature="])
      expect(isFromPerch(url, SECRET)).toBe(false);
  });
});
