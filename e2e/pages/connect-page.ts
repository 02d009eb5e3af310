import { expect, type Page } from "@playwright/test";
import { Popup } from "./popup";

/** The customer's side of the portal. */
export class ConnectPage {
  constructor(readonly page: Page) {}

  /** Opens a link as its customer does, up to the connect page. */
  async enter(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByRole("button", { name: "Continue" }).click();
    await this.page.waitForURL("**/connect");
  }

  get button() {
    return this.page.getByRole("button", { name: "Connect WhatsApp" });
  }

  /** Clicks the button as soon as it may be clicked and returns the window that opens. */
  async launch(): Promise<Popup> {
    await expect(this.button).not.toHaveAttribute("aria-disabled", "true");
    const opened = this.page.waitForEvent("popup");
    await this.button.click();
    return new Popup(await opened);
  }

  heading(name: string) {
    return this.page.getByRole("heading", { name });
  }

  /** Waits for the page of a connection and returns its id. */
  async connectionId(): Promise<string> {
    await this.page.waitForURL(/\/connect\/[0-9a-f-]{36}$/);
    return this.page.url().split("/").at(-1) ?? "";
  }
}
