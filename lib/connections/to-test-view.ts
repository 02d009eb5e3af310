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

const UNDER_WAY = ["accepted", "pending", "scheduled", "processing", "sent"] as const;
const FAILED = ["sending_failed", "delivery_failed", "rejected", "skipped", "failed"];
/** Meta's codes: no open conversation; the receiver cannot get it; the number is not registered; payment. */
const REASONS: Record<string, "window" | "receiver" | "unregistered" | "payment"> = {
  "131047": "window",
  "131026": "receiver",
  "133010": "unregistered",
  "131042": "payment",
};

/** What has become of the test message. */
export function toTestMessageView(
  { status, to, failureCode, failureSourceCode }: TestMessage,
  t: Translator,
): TestMessageView {
  const sentence = (key: "delivered" | "other" | (typeof UNDER_WAY)[number]) =>
    t(`connection.test.status.${key}`, { to, status });
  if (FAILED.includes(status)) {
    const code = failureSourceCode || String(failureCode ?? "");
    return {
      sentence: t(`connection.test.failure.${REASONS[code] ?? "other"}`, { to, code }),
      isUnderWay: false,
      isFailed: true,
    };
  }
  const underWay = UNDER_WAY.find((one) => one === status);
  return {
    sentence: sentence(underWay ?? (status === "delivered" ? "delivered" : "other")),
    isUnderWay: underWay !== undefined,
    isFailed: false,
  };
}
