import type { Page } from "@playwright/test";

/** The sandbox's stand-in for Meta's dialog, driven by what a person sees. */
export class Popup {
  constructor(readonly page: Page) {}

  /** Goes on by `Continue` until the screen with this heading. */
  async continueTo(heading: string | RegExp): Promise<void> {
    const title = this.page.getByRole("heading", { level: 1 });
    const wanted = this.page.getByRole("heading", { level: 1, name: heading });
    await title.waitFor();
    for (let screen = 0; screen < 10 && !(await wanted.isVisible()); screen += 1) {
      const before = await title.textContent();
      await this.page.getByRole("button", { name: "Continue", exact: true }).click();
      await this.page.waitForFunction(
        (text) =>
          document.readyState === "complete" && document.querySelector("h1")?.textContent !== text,
        before,
      );
    }
    await wanted.waitFor();
  }

  /** Goes through every screen with what is preselected, and finishes. */
  async finish(): Promise<void> {
    await this.continueTo("Your account is connected");
    await this.page.getByRole("button", { name: "Finish" }).click();
  }

  async cancel(): Promise<void> {
    await this.page.getByRole("button", { name: "Cancel" }).click();
  }

  async reportProblem(): Promise<void> {
    await this.page.getByRole("button", { name: "Report a problem" }).click();
    await this.page.getByRole("button", { name: "Send report" }).click();
  }
}
