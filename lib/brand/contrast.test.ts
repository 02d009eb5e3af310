import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { brandCss } from "./brand-css";
import { fromHex, fromOklch, toHex, toOklch } from "./color-space";
import { brandPalette, CONTRAST_MIN, contrastOf } from "./contrast";
import { THEMES, type Theme } from "./themes";

const LEVELS = ["00", "2b", "55", "80", "aa", "d5", "ff"];
const COLORS = LEVELS.flatMap((r) => LEVELS.flatMap((g) => LEVELS.map((b) => `#${r}${g}${b}`)));
const GROUNDS = ["background", "card", "muted", "warning-soft"] as const;

describe("a brand's colour", () => {
  it.each(["light", "dark"] as const)(
    "can be read everywhere on %s pages, whatever it is",
    (theme) => {
      const faults = COLORS.flatMap((color) => faultsOf(theme, color));
      expect(faults).toEqual([]);
    },
  );

  it("stays as it is where it can be read, and keeps its hue where it cannot", () => {
    expect(brandPalette("#146c43").light).toMatchObject({ primary: "#146c43", isAdjusted: false });
    expect(brandPalette("#146C43").light.isAdjusted).toBe(false);
    const { light, dark } = brandPalette("#ffd400");
    expect(light.isAdjusted).toBe(true);
    expect(dark).toMatchObject({ primary: "#ffd400", isAdjusted: false });
    expect(Math.abs(hueOf(light.primary) - hueOf("#ffd400"))).toBeLessThan(4);
    expect(toOklch(fromHex(light.primary))[0]).toBeLessThan(toOklch(fromHex("#ffd400"))[0]);
  });

  it("is moved no further than it must", () => {
    const { light } = brandPalette("#00b2e3");
    expect(contrastOf(fromHex(light.primary), fromHex("#ffffff"))).toBeLessThan(7.5);
  });

  it("is nothing but a colour", () => {
    for (const text of ["red", "#fff", "#12345g", "#123456;}", ""])
      expect(() => brandCss(text)).toThrow("#rrggbb");
    expect(brandCss("#1a73e8")).toMatch(/^:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}@media/);
  });
});

describe("colours", () => {
  it("survive the way to OKLCH and back", () => {
    for (const color of COLORS) expect(toHex(fromOklch(toOklch(fromHex(color))))).toBe(color);
  });

  it("have WCAG's contrast", () => {
    expect(contrastOf(fromHex("#000000"), fromHex("#ffffff"))).toBeCloseTo(21);
    expect(contrastOf(fromHex("#767676"), fromHex("#ffffff"))).toBeCloseTo(4.54, 2);
  });

  it("of the themes are those of the stylesheet", () => {
    const css = readFileSync(path.join(import.meta.dirname, "../../app/globals.css"), "utf8");
    const blocks = { light: css.split("@media")[0] ?? "", dark: css.split("@media")[1] ?? "" };
    for (const theme of ["light", "dark"] as const) {
      for (const [name, parts] of Object.entries(THEMES[theme]))
        expect(blocks[theme], `${theme} ${name}`).toContain(
          `--${name}: oklch(${parts.join(" ")});`,
        );
    }
  });
});

const hueOf = (hex: string) => toOklch(fromHex(hex))[2];

function faultsOf(theme: Theme, color: string): string[] {
  const { primary, primaryForeground, primarySoft } = brandPalette(color)[theme];
  const card = fromOklch(THEMES[theme].card);
  const own = fromHex(primary);
  const over = (share: number) =>
    own.map(
      (part, index) => part * share + (card[index] ?? 0) * (1 - share),
    ) as unknown as typeof own;
  const ratios = {
    ...Object.fromEntries(
      GROUNDS.map((name) => [name, contrastOf(own, fromOklch(THEMES[theme][name]))]),
    ),
    soft: contrastOf(own, fromHex(primarySoft)),
    words: contrastOf(own, fromHex(primaryForeground)),
    hovered: contrastOf(over(0.9), fromHex(primaryForeground)),
    "text on soft": contrastOf(fromOklch(THEMES[theme].foreground), fromHex(primarySoft)),
  };
  return Object.entries(ratios).flatMap(([name, ratio]) =>
    ratio < CONTRAST_MIN ? [`${color} ${name} ${ratio.toFixed(2)}`] : [],
  );
}
