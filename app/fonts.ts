import localFont from "next/font/local";

/** Not preloaded: the words are there at once in a fallback of the same width. */
export const sans = localFont({
  src: "../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
  preload: false,
  display: "swap",
  adjustFontFallback: "Arial",
});
