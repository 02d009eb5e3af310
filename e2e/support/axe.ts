import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const PHONE_MAX_WIDTH = 600;

/**
 * Axe on the page as it is, and no sideways scrolling: in light and dark, and on a phone, where the colours are the
 * same and only the layout is another, in dark alone.
 */
export async function check(page: Page, name: string): Promise<void> {
  const isPhone = (page.viewportSize()?.width ?? 0) < PHONE_MAX_WIDTH;
  const schemes = isPhone ? (["dark"] as const) : (["light", "dark"] as const);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A colour on its way to another scheme has a contrast that nobody is meant to read.
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
    );
    // Without frames there is nothing to gather in a page of its own, which would cost more than the rules do.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    // Of all rules only contrast depends on the scheme.
    const { violations } = await (colorScheme === schemes[0]
      ? axe.withTags(TAGS)
      : axe.withRules("color-contrast")
    ).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      `${name}, ${colorScheme}`,
    ).toEqual([]);
    await shoot(page, `${name}-${colorScheme}`);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Keeps a picture of the page in the folder that E2E_SHOTS names, if it names one. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.E2E_SHOTS;
  if (!folder) return;
  const size = (page.viewportSize()?.width ?? 0) < PHONE_MAX_WIDTH ? "phone" : "desktop";
  await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: true });
}
