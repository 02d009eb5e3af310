import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { signInMail } from "@/lib/auth/sign-in-mail";

const logged: unknown[] = [];
vi.mock("@/lib/log", () => ({
  log: () => ({ warn: (...words: unknown[]) => logged.push(words) }),
}));

// Other test files of this worker may have loaded it with the real log.
vi.resetModules();
const { sendMail } = await import("@/lib/mail/send-mail");

const received: { path: string | undefined; body: unknown }[] = [];
const inbox = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    received.push({ path: request.url, body: JSON.parse(text) });
    response.writeHead(request.url === "/inbox" ? 202 : 500).end();
  });
});
let sandboxUrl = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => inbox.listen(0, "127.0.0.1", resolve));
  sandboxUrl = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}`;
});
afterAll(() => inbox.close());
beforeEach(() => {
  logged.length = 0;
  received.length = 0;
});

const URL_WITH_TOKEN = "https://portal.example/sign-in/confirm?email=a%40b&token=canary-token";
const mail = { to: "mia@tenant.example", ...signInMail(URL_WITH_TOKEN, "Ada & <Sons>") };

test("goes to the sandbox's inbox", async () => {
  await sendMail(mail, { smtp: undefined, sandboxUrl });
  expect(received).toEqual([{ path: "/inbox", body: mail }]);
});

test("says when the inbox does not take it", async () => {
  const wrong = { smtp: undefined, sandboxUrl: `${sandboxUrl}/elsewhere` };
  await expect(sendMail(mail, wrong)).rejects.toThrow("500");
});

test("without a server leaves one line in the log that names no link", async () => {
  await sendMail(mail, { smtp: undefined, sandboxUrl: undefined });
  expect(logged).toHaveLength(1);
  const line = JSON.stringify(logged);
  expect(line).toContain("mia@tenant.example");
  expect(line).toContain("set SMTP_URL");
  expect(line).not.toContain("canary");
  expect(line).not.toContain("confirm");
});

test("is whole as text and safe as HTML", () => {
  expect(mail.text).toContain(URL_WITH_TOKEN);
  expect(mail.html).toContain("Ada &amp; &lt;Sons&gt;");
  expect(mail.html).not.toContain("<Sons>");
  expect(mail.html).toContain("email=a%40b&amp;token=canary-token");
});
