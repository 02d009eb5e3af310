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

  /** Goes through the screens that are left with what is preselected, without drawing each, and finishes. */
  async finish(): Promise<void> {
    await this.page.getByRole("heading", { level: 1 }).waitFor();
    // Its last act leads to another page, which may come before its end is told; the button is waited for next.
    await this.page.evaluate(continueUnseen).catch((error: unknown) => {
      if (!String(error).includes("context was destroyed")) throw error;
    });
    await this.pressLast("Finish");
  }

  async cancel(): Promise<void> {
    await this.pressLast("Cancel");
  }

  async reportProblem(): Promise<void> {
    await this.page.getByRole("button", { name: "Report a problem" }).click();
    await this.pressLast("Send report");
  }

  /** Presses, once scripts listen, a button that closes the window; it may be gone before the click is told to be done. */
  private async pressLast(name: string): Promise<void> {
    const button = this.page.getByRole("button", { name, exact: true });
    await button.waitFor();
    await this.page.waitForLoadState("load");
    await button.click().catch((error: unknown) => {
      if (!this.page.isClosed()) throw error;
    });
  }
}

/** Runs in the popup, whose dialog is shown by its form's address as it stands. */
async function continueUnseen(): Promise<void> {
  let screen = document;
  let dialog: string | null = null;
  for (let count = 0; count < 10; count += 1) {
    const buttons = [...screen.querySelectorAll("button")];
    const next = buttons.find(({ textContent }) => textContent?.trim() === "Continue");
    if (!next?.form) break;
    dialog = next.form.getAttribute("action") ?? "";
    const fields = [...new FormData(next.form)].map(([name, value]) => [name, String(value)]);
    if (next.name) fields.push([next.name, next.value]);
    const answer = await fetch(dialog, { method: "POST", body: new URLSearchParams(fields) });
    screen = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  if (!dialog) return;
  // A window that is left without a form being sent is one that its owner closed.
  for (const form of document.forms) form.dispatchEvent(new Event("submit"));
  location.assign(dialog);
}
