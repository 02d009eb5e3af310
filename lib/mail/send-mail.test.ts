import { createServer } from "node:http";
import { type AddressInfo, createServer as createSmtp } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { signInMail } from "@/lib/auth/sign-in-mail";
import { fromHex } from "@/lib/brand/color-space";
import { contrastOf } from "@/lib/brand/contrast";
import { describeError, log } from "@/lib/log";
import { sendMail } from "@/lib/mail/send-mail";

const logged: unknown[] = [];

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
  vi.spyOn(log(), "warn").mockImplementation((...words: unknown[]) => void logged.push(words));
  await new Promise<void>((resolve) => inbox.listen(0, "127.0.0.1", resolve));
  sandboxUrl = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}`;
});
afterAll(() => {
  vi.restoreAllMocks();
  inbox.close();
});
beforeEach(() => {
  logged.length = 0;
  received.length = 0;
});

const URL_WITH_TOKEN = "https://portal.example/sign-in/confirm?email=a%40b&token=canary-token";
const brand = { name: "Ada & <Sons>", color: "#ffd400" };
const mail = { to: "mia@tenant.example", ...signInMail(URL_WITH_TOKEN, brand) };

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
  expect(line).toContain("tenant.example");
  expect(line).not.toContain("mia");
  expect(line).toContain("set SMTP_URL");
  expect(line).not.toContain("canary");
  expect(line).not.toContain("confirm");
});

test("names nobody when the mail server refuses", async () => {
  const server = createSmtp((socket) => {
    socket.write("220 ready\r\n");
    socket.on("data", (line) => {
      const isRecipient = String(line).startsWith("RCPT");
      socket.write(isRecipient ? "550 no mailbox <mia@tenant.example> here\r\n" : "250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const smtp = { url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, from: "perch@isv.example" };
  const refused = await sendMail(mail, { smtp, sandboxUrl: undefined }).catch((error) => error);
  server.close();
  expect(describeError(refused).message).toContain("550 no mailbox <…@tenant.example>");
  expect(JSON.stringify(describeError(refused))).not.toContain("mia");
});

test("is whole as text and safe as HTML", () => {
  expect(mail.text).toContain(URL_WITH_TOKEN);
  expect(mail.html).toContain("Ada &amp; &lt;Sons&gt;");
  expect(mail.html).not.toContain("<Sons>");
  expect(mail.html).toContain("email=a%40b&amp;token=canary-token");
});

test("has a button that can be read, whatever the brand's colour", () => {
  const background = /background:(#[0-9a-f]{6});color:#ffffff/.exec(mail.html)?.[1] ?? "";
  expect(background).not.toBe("#ffd400");
  expect(contrastOf(fromHex(background), fromHex("#ffffff"))).toBeGreaterThanOrEqual(4.5);
});
