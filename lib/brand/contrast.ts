import { fromHex, fromOklch, type Oklch, type Rgb, toHex, toLinear, toOklch } from "./color-space";
import { THEMES, type Theme } from "./themes";

export type ThemePalette = {
  primary: string;
  primaryForeground: string;
  primarySoft: string;
  /** Whether the brand's own colour could not be read here and was moved. */
  isAdjusted: boolean;
};
export type BrandPalette = Record<Theme, ThemePalette>;

/** WCAG 2.2 AA for text. */
export const CONTRAST_MIN = 4.5;
const LIGHTNESS_STEP = 0.004;
/** A button under the pointer keeps this much of its colour; its words must stay readable. */
const HOVER_OPACITY = 0.9;
const SOFT_SHARE: Record<Theme, number> = { light: 0.1, dark: 0.2 };
const INK: Record<Theme, string> = { light: "#ffffff", dark: "#000000" };

/** WCAG's ratio of two colours, from 1 to 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * What a brand's colour becomes on light and on dark pages: as near to it as can be read, at least 4.5:1 as text on
 * every surface and under a button's words, also below the pointer. Hue is kept. Throws an Error unless it is `#rrggbb`.
 */
export function brandPalette(hex: string): BrandPalette {
  return { light: paletteFor("light", hex), dark: paletteFor("dark", hex) };
}

function paletteFor(theme: Theme, hex: string): ThemePalette {
  const wanted = fromHex(hex);
  const primary = readable(theme, wanted);
  return {
    primary: toHex(primary),
    primaryForeground: INK[theme],
    primarySoft: toHex(softOf(theme, primary)),
    isAdjusted: toHex(primary) !== hex.toLowerCase(),
  };
}

function readable(theme: Theme, wanted: Rgb): Rgb {
  const [lightness, chroma, hue] = toOklch(wanted);
  const direction = theme === "light" ? -1 : 1;
  let color = wanted;
  for (let moved = LIGHTNESS_STEP; !isReadable(theme, color); moved += LIGHTNESS_STEP) {
    const next = Math.min(1, Math.max(0, lightness + direction * moved));
    // Rounded as it will be written: what is checked is what is shown.
    color = fromHex(toHex(fromOklch([next, chroma, hue])));
    if (next === 0 || next === 1) return color;
  }
  return color;
}

function isReadable(theme: Theme, color: Rgb): boolean {
  const hovered = mix(color, surface(theme, "card"), HOVER_OPACITY);
  const grounds = [
    ...(["background", "card", "muted", "warning-soft"] as const).map((name) =>
      surface(theme, name),
    ),
    softOf(theme, color),
  ];
  return (
    grounds.every((ground) => contrastOf(color, ground) >= CONTRAST_MIN) &&
    contrastOf(hovered, fromHex(INK[theme])) >= CONTRAST_MIN
  );
}

function softOf(theme: Theme, color: Rgb): Rgb {
  return fromHex(toHex(mix(color, surface(theme, "card"), SOFT_SHARE[theme])));
}

function surface(theme: Theme, name: keyof (typeof THEMES)[Theme]): Rgb {
  const color: Oklch = THEMES[theme][name];
  return fromOklch(color);
}

function mix(color: Rgb, ground: Rgb, share: number): Rgb {
  return [0, 1, 2].map(
    (index) => (color[index] ?? 0) * share + (ground[index] ?? 0) * (1 - share),
  ) as [number, number, number];
}

function luminanceOf([r, g, b]: Rgb): number {
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
}
