"use client";

import { useLayoutEffect, useRef } from "react";
import { BrandMark } from "@/components/brand/brand-mark";
import { buttonClass } from "@/components/ui/button";
import { brandVariables } from "@/lib/brand/brand-css";
import { HEX_COLOR } from "@/lib/brand/color-space";
import { brandPalette, type ThemePalette } from "@/lib/brand/contrast";
import { THEMES, type Theme } from "@/lib/brand/themes";
import type { BrandStrings } from "./brand-strings";

type Props = {
  name: string;
  /** As it is being typed. */
  color: string;
  /** What a page without a colour of its own shows. */
  fallbackColor: string;
  logoUrl: string | undefined;
  strings: BrandStrings["preview"];
};

/** The head and the button of a customer's page in both schemes, as they will be. */
export function BrandPreview({ name, color, fallbackColor, logoUrl, strings }: Props) {
  const typed = color.trim();
  const isValid = typed === "" || HEX_COLOR.test(typed);
  const palette = brandPalette(isValid && typed ? typed : fallbackColor);
  return (
    <section aria-labelledby="brand-preview" className="grid content-start gap-3">
      <p id="brand-preview" className="text-sm font-medium">
        {strings.title}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["light", "dark"] as const).map((theme) => (
          <figure key={theme} className="grid content-start gap-2">
            <Panel theme={theme} palette={palette[theme]} {...{ name, logoUrl, strings }} />
            <figcaption className="text-sm text-muted-foreground">
              <span className="font-medium text-foreground">{strings[theme]}</span>{" "}
              {typed === "" ? null : isValid ? toldOf(palette[theme], strings) : strings.invalid}
            </figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

function toldOf({ primary, isAdjusted }: ThemePalette, strings: Props["strings"]): string {
  return isAdjusted ? strings.adjusted.replace("{color}", primary) : strings.asIs;
}

type PanelProps = Pick<Props, "name" | "logoUrl" | "strings"> & {
  theme: Theme;
  palette: ThemePalette;
};

function Panel({ theme, palette, name, logoUrl, strings }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  // The policy refuses style attributes in the page's text; what a script sets on the element is let through.
  useLayoutEffect(() => {
    const surfaces = Object.entries(THEMES[theme]).map(
      ([part, value]) => [`--${part}`, `oklch(${value.join(" ")})`] as const,
    );
    for (const [property, value] of [...surfaces, ...Object.entries(brandVariables(palette))])
      panel.current?.style.setProperty(property, value);
    panel.current?.style.setProperty("color-scheme", theme);
  }, [theme, palette]);
  return (
    <div
      ref={panel}
      className="overflow-hidden rounded-xl border border-border bg-background text-foreground"
    >
      <div className="flex min-h-14 items-center gap-3 border-b border-border bg-card px-4 font-semibold">
        <BrandMark logoUrl={logoUrl} className="size-8 shrink-0" />
        <span className="truncate">{name}</span>
      </div>
      <div className="grid gap-3 p-4">
        <p className="text-lg font-semibold tracking-tight">{strings.heading}</p>
        <p className="text-sm text-muted-foreground">{strings.text}</p>
        <span className={buttonClass("primary", "normal")}>{strings.button}</span>
        <span className={`${buttonClass("quiet", "small")} justify-self-start !px-0`}>
          {strings.link}
        </span>
      </div>
    </div>
  );
}
