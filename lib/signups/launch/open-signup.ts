import type { Launch } from "@/lib/signups/view";
import type { FacebookSdk, LoginResponse } from "./facebook";

type OpenSignup = {
  sdk: FacebookSdk;
  launch: Launch;
  onCode: (code: string | undefined) => void;
  /** Undefined when the browser refused to open it. */
  onWindow: (popup: Window | undefined) => void;
  page?: Window;
};

const WATCH_MS = 3_000;

/**
 * Calls FB.login inside the running click and finds out whether a window opened, by listening to window.open
 * for this one call. The SDK refuses async callbacks, and a code must be passed on before anything else.
 */
export function openSignup({ sdk, launch, onCode, onWindow, page = window }: OpenSignup): void {
  const original = page.open;
  const restore = () => {
    clearTimeout(watch);
    if (page.open === listening) page.open = original;
  };
  const listening: typeof page.open = (...args) => {
    restore();
    const popup = original.apply(page, args);
    onWindow(popup && !popup.closed ? popup : undefined);
    return popup;
  };
  const watch = setTimeout(restore, WATCH_MS);
  page.open = listening;
  try {
    sdk.login(
      (response) => {
        onCode(codeOf(response));
        restore();
      },
      { ...launch },
    );
  } catch (error) {
    restore();
    throw error;
  }
}

function codeOf(response: LoginResponse | undefined): string | undefined {
  const code = response?.authResponse?.code;
  return typeof code === "string" && code !== "" ? code : undefined;
}
