import { brandPalette, type ThemePalette } from "./contrast";

/** The stylesheet that dresses a page in a colour. Throws an Error unless the colour is `#rrggbb`. */
export function brandCss(color: string): string {
  const { light, dark } = brandPalette(color);
  return `:root{${declare(light)}}@media (prefers-color-scheme:dark){:root{${declare(dark)}}}\n`;
}

/** The variables of `app/globals.css` that a brand replaces. Success and warning keep colours of their own. */
export function brandVariables(palette: ThemePalette): Record<`--${string}`, string> {
  return {
    "--primary": palette.primary,
    "--primary-foreground": palette.primaryForeground,
    "--primary-soft": palette.primarySoft,
    "--ring": palette.primary,
  };
}

function declare(palette: ThemePalette): string {
  return Object.entries(brandVariables(palette))
    .map(([name, value]) => `${name}:${value}`)
    .join(";");
}
