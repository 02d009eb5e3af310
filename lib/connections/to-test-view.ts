import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import type { TestMessage } from "@/db/schema/connections";
import type { Translator } from "@/lib/i18n/translator";
import type { TestMessageView, TestView } from "./view";

/** Any of the eight masks can be read; trying them all for the best would double the time. */
const CODE = {
  mask: 3,
  minCorrectionLevel: correction.M,
  maxCorrectionLevel: correction.M,
} as const;

/** The chat with a number, as a link and as a QR code. `phoneNumber` is E.164. */
export function toTestView(phoneNumber: string, t: Translator): TestView {
  const text = encodeURIComponent(t("connection.test.hello"));
  const waLink = `https://wa.me/${phoneNumber.replace(/\D/g, "")}?text=${text}`;
  const code = generate(waLink, CODE);
  return { waLink, qrPath: toSvgPath(code), qrSize: code.size };
}

const UNDER_WAY = ["sending", "accepted", "pending", "scheduled", "processing", "sent"] as const;
const FAILED = ["sending_failed", "delivery_failed", "rejected", "skipped", "deleted", "refused"];
/** Meta's codes: no open conversation; the receiver cannot get it; the number is not registered; payment. */
const REASONS = {
  "131047": "window",
  "131026": "receiver",
  "133010": "unregistered",
  "131042": "payment",
} as const;

/** Longer than a message is followed; whoever followed it is done or dead then. */
const FOLLOWED_MS = 120_000;

/** What has become of the test message, as far as it is known. */
export function toTestMessageView(message: TestMessage, t: Translator, now: Date): TestMessageView {
  const { status, to } = message;
  if (FAILED.includes(status)) {
    return { sentence: whyFailed(message, t), isUnderWay: false, isFailed: true };
  }
  const isOld = now.getTime() - Date.parse(message.sentAt) > FOLLOWED_MS;
  const word = wordOf(status, isOld);
  return {
    sentence: t(`connection.test.status.${word}`, { to, status }),
    isUnderWay: isUnderWay(status) && !isOld,
    isFailed: false,
  };
}

/** Nobody will tell any more what became of one that was not even answered. */
function wordOf(status: string, isOld: boolean) {
  if (status === "sending" && isOld) return "unknown";
  if (isUnderWay(status)) return status;
  return status === "delivered" ? "delivered" : "other";
}

function isUnderWay(status: string): status is (typeof UNDER_WAY)[number] {
  return UNDER_WAY.some((one) => one === status);
}

function whyFailed(message: TestMessage, t: Translator): string {
  const { to, status, failureCode, failureSourceCode } = message;
  if (status === "refused") return t("connection.test.failure.refused");
  const code = failureSourceCode || String(failureCode ?? "");
  const reason = REASONS[code as keyof typeof REASONS] ?? (code ? "coded" : "other");
  return t(`connection.test.failure.${reason}`, { to, code });
}
