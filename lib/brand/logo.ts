import { AppError } from "@/lib/errors";

export const LOGO_BYTES_MAX = 100_000;
/** As long as a logo of the greatest size gets when it is written as a data URL. */
export const LOGO_URL_MAX = 140_000;
const TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type LogoType = (typeof TYPES)[number];
export type Logo = { type: LogoType; bytes: Buffer };

/**
 * A logo from its data URL. What it is says its first bytes and not its name: PNG, JPEG or WebP; SVG can carry
 * scripts and is refused. Throws invalid_input beside the field `logo`.
 */
export function parseLogo(dataUrl: string): Logo {
  const [, base64] = /^data:[\w.+/-]*;base64,([A-Za-z0-9+/]+={0,2})$/.exec(dataUrl) ?? [];
  if (!base64) throw refuse("This file could not be read. Choose a PNG, JPEG or WebP image.");
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > LOGO_BYTES_MAX) {
    const size = Math.ceil(bytes.length / 1000);
    throw refuse(`This image has ${size} kB. Make it smaller: 100 kB is the most.`);
  }
  const type = typeOf(bytes);
  if (!type)
    throw refuse("This is no PNG, JPEG or WebP image. SVG is not taken; export it as PNG.");
  return { type, bytes };
}

export function logoDataUrl({ type, bytes }: Logo): string {
  return `data:${type};base64,${bytes.toString("base64")}`;
}

function typeOf(bytes: Buffer): LogoType | undefined {
  const starts = (hex: string) => bytes.subarray(0, hex.length / 2).toString("hex") === hex;
  if (starts("89504e470d0a1a0a")) return "image/png";
  if (starts("ffd8ff")) return "image/jpeg";
  if (starts("52494646") && bytes.subarray(8, 12).toString("latin1") === "WEBP")
    return "image/webp";
  return undefined;
}

const refuse = (message: string) =>
  new AppError("invalid_input", message, { errors: [{ field: "logo", message }] });
