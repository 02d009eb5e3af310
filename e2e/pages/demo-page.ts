import { expect, type Page } from "@playwright/test";

/** The sandbox's stand-in for a page of the ISV's product, on an origin that is not the portal's. */
export class DemoPage {
  constructor(
    readonly page: Page,
    readonly origin: string,
  ) {}

  /** Opens the page and gives it a link, as its backend would. */
  async open(link: string): Promise<void> {
    await this.page.goto(`${this.origin}/demo`);
    await this.page.getByLabel("Connect link").fill(link);
    await expect(this.page.locator("form[data-ready]")).toBeVisible();
  }

  /** Opens the window by one of the buttons. */
  async launch(button = "Connect in a window"): Promise<Page> {
    const opened = this.page.waitForEvent("popup");
    await this.page.getByRole("button", { name: button }).click();
    return opened;
  }

  /** Names of what was heard, in order. */
  heard(): Promise<string[]> {
    return this.page.locator("#heard strong").allTextContents();
  }

  /** What came with the last event of a name. */
  async result(name: string): Promise<Record<string, string>> {
    const entry = this.page.getByRole("listitem").filter({ hasText: name }).last();
    return JSON.parse(await entry.getByRole("code").innerText());
  }
}
