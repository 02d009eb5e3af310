/** Red, green and blue of sRGB, each from 0 to 1. */
export type Rgb = readonly [number, number, number];
/** Lightness from 0 to 1, chroma, and hue in degrees. */
export type Oklch = readonly [number, number, number];

/** `#rrggbb`, as a colour is stored. */
export const HEX_COLOR = /^#[0-9a-f]{6}$/i;

/** The parts of `#rrggbb`. Throws an Error for anything else. */
export function fromHex(hex: string): Rgb {
  if (!HEX_COLOR.test(hex)) throw new Error("A colour is written #rrggbb.");
  const part = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

export function toHex(color: Rgb): string {
  const digits = color.map((part) =>
    Math.round(Math.min(1, Math.max(0, part)) * 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${digits.join("")}`;
}

/** One channel of sRGB as light. */
export function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function fromLinear(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}

/** Björn Ottosson's OKLab in polar form. */
export function toOklch(color: Rgb): Oklch {
  const [r, g, b] = [toLinear(color[0]), toLinear(color[1]), toLinear(color[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const other = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const hue = (Math.atan2(other, a) * 180) / Math.PI;
  return [lightness, Math.hypot(a, other), hue < 0 ? hue + 360 : hue];
}

/** The same back; outside of what screens show, chroma is given up and lightness and hue are kept. */
export function fromOklch([lightness, chroma, hue]: Oklch): Rgb {
  let [low, high] = [0, chroma];
  const whole = unclamped([lightness, chroma, hue]);
  if (isShown(whole)) return whole;
  for (let round = 0; round < 20; round += 1) {
    const middle = (low + high) / 2;
    if (isShown(unclamped([lightness, middle, hue]))) low = middle;
    else high = middle;
  }
  return unclamped([lightness, low, hue]).map((part) => Math.min(1, Math.max(0, part))) as [
    number,
    number,
    number,
  ];
}

const TOLERANCE = 0.0005;

function isShown(color: Rgb): boolean {
  return color.every((part) => part >= -TOLERANCE && part <= 1 + TOLERANCE);
}

function unclamped([lightness, chroma, hue]: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
