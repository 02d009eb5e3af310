import type { Oklch } from "./color-space";

/** The colours of `app/globals.css` that a brand stands on; a test keeps the two alike. */
export const THEMES = {
  light: {
    background: [0.984, 0.006, 125],
    foreground: [0.25, 0.022, 162],
    card: [1, 0, 0],
    border: [0.905, 0.012, 140],
    input: [0.6, 0.02, 155],
    muted: [0.958, 0.011, 135],
    "muted-foreground": [0.46, 0.02, 158],
    "warning-soft": [0.968, 0.032, 85],
  },
  dark: {
    background: [0.185, 0.012, 168],
    foreground: [0.945, 0.008, 140],
    card: [0.225, 0.014, 167],
    border: [0.325, 0.016, 165],
    input: [0.58, 0.02, 160],
    muted: [0.265, 0.015, 166],
    "muted-foreground": [0.755, 0.016, 150],
    "warning-soft": [0.275, 0.03, 80],
  },
} as const satisfies Record<string, Record<string, Oklch>>;

export type Theme = keyof typeof THEMES;

/** The nearest #rrggbb to what pages show while no brand has a colour. */
export const DEFAULT_COLOR = "#0b6840";
