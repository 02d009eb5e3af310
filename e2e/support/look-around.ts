import { expect } from "@playwright/test";
import type { Visitor } from "./visitor";

/** Has visitors ask for every page as HTML and as what Next sends to a router. */
export async function lookAround({ visitors, link }: { visitors: Visitor[]; link: string }) {
  for (const visitor of visitors) {
    for (const path of ["/", "/sign-in", "/connect", "/admin", "/nowhere", link, "/c/wrong"]) {
      await visitor.get(path);
      await visitor.get(`${path}?_rsc=1`, { rsc: "1" });
    }
  }
}

type Doors = {
  CRON_SECRET: string;
  META_WEBHOOK_VERIFY_TOKEN: string;
  OPERATOR_PASSWORD: string;
  memberEmail: string;
};

/** The scheduler's route, the handshake and the sign-in, each with what opens it or nearly does. */
export async function knockWrongly(stranger: Visitor, doors: Doors): Promise<void> {
  const cron = { method: "POST", headers: { authorization: `Bearer ${doors.CRON_SECRET}` } };
  expect((await stranger.send("/api/cron/tick", cron)).status).toBe(200);
  const handshake = (token: string) =>
    `/api/webhooks/meta?${new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "17", "hub.verify_token": token })}`;
  const { META_WEBHOOK_VERIFY_TOKEN: verifyToken } = doors;
  expect((await stranger.get(handshake(verifyToken))).body).toBe("17");
  expect((await stranger.get(handshake(`${verifyToken}x`))).status).toBe(403);
  await stranger.post("/api/webhooks/meta", {}, { "x-hub-signature-256": "sha256=wrong" });
  const page = await stranger.get("/sign-in");
  const password = `${doors.OPERATOR_PASSWORD}x`;
  for (const email of [doors.memberEmail, ""])
    await stranger.submit(page, "password", { email, password, intent: "password" });
  await stranger.post("/api/cron/tick", {}, { authorization: "Bearer wrong" });
}
