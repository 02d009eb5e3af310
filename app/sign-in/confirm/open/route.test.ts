import { expect, test, vi } from "vitest";
import { POST } from "./route";

const redeemed: unknown[] = [];
vi.mock("@/lib/auth/sign-in", () => ({
  redeemSignInMail: async (fields: unknown) => {
    redeemed.push(fields);
    return new Response(null, {
      status: 302,
      headers: { location: "https://perch.example/connect" },
    });
  },
}));
vi.mock("@/lib/http/same-origin", () => ({ isSameOrigin: () => true }));

const fields = { email: "mia@tenant.example", token: "a-token", next: "/connect" };

async function post(body: BodyInit) {
  redeemed.length = 0;
  const url = "https://perch.example/sign-in/confirm/open";
  const { status, headers } = await POST(new Request(url, { method: "POST", body }));
  return { status, location: headers.get("location") };
}

test("redeems what the page's form sends", async () => {
  const answer = await post(new URLSearchParams(fields));
  expect(answer).toEqual({ status: 303, location: "/connect" });
  expect(redeemed).toEqual([fields]);
});

test("reads no more than a form of this kind may have", async () => {
  const answer = await post(new URLSearchParams({ ...fields, more: "x".repeat(70_000) }));
  expect(answer).toEqual({ status: 303, location: "/sign-in?error=Verification" });
  expect(redeemed).toEqual([]);
});
