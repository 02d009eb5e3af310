import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

/** The dark modules of a QR code as an SVG path, and how many there are on a side. */
export function toQrCode(text: string): { qrPath: string; qrSize: string } {
  const code = generate(text, { minCorrectionLevel: correction.M });
  return { qrPath: toSvgPath(code), qrSize: String(code.size) };
}
