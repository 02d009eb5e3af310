import { expect, it } from "vitest";
import { BirdError } from "@/lib/bird/errors";
import { HttpError } from "@/lib/http/fetch-json";
import { getTranslator } from "@/lib/i18n/translator";
import { toBirdTrouble } from "./bird-trouble";

const t = getTranslator("en");
const troubleOf = (http: HttpError) => toBirdTrouble(new BirdError(http), t);

it.each([400, 401, 403, 404, 422])(
  "says of a firm %s that the same again will not help",
  (status) => {
    const {
      code,
      status: told,
      extra,
    } = troubleOf(new HttpError("status", "GET /numbers", status, undefined, undefined));
    expect([code, told, extra.retryAfterSeconds]).toEqual(["provider_refused", 502, undefined]);
  },
);

it("says how long to wait where waiting may help", () => {
  const told = (http: HttpError) => {
    const { code, status, extra } = troubleOf(http);
    return [code, status, extra.retryAfterSeconds];
  };
  expect(told(new HttpError("status", "GET /numbers", 503, undefined, undefined))).toEqual([
    "provider_unavailable",
    503,
    5,
  ]);
  expect(told(new HttpError("timeout", "GET /numbers", undefined, undefined, undefined))).toEqual([
    "provider_unavailable",
    503,
    5,
  ]);
  const asked = new HttpError("status", "GET /numbers", 429, undefined, 12_300);
  expect(told(asked)).toEqual(["provider_unavailable", 503, 13]);
});

it("hands on what is no word of Bird's", () => {
  expect(() => toBirdTrouble(new Error("ours"), t)).toThrow("ours");
});
