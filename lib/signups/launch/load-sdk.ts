import type { SdkSettings } from "@/lib/signups/view";
import type { FacebookSdk, FacebookWindow } from "./facebook";

/** `slow` may still become `ready`; `blocked` needs a retry. */
export type SdkStatus = "loading" | "ready" | "slow" | "blocked";

const SLOW_MS = 10_000;
const SETTLE_MS = 250;
const initialised = new WeakSet<FacebookSdk>();

/** Loads and initialises Meta's SDK once per page and reports how that goes. Returns a function that stops reporting. */
export function loadSdk(
  settings: SdkSettings,
  onStatus: (status: SdkStatus) => void,
  page: FacebookWindow = window,
): () => void {
  let isOver = false;
  const report = (status: SdkStatus) => {
    if (!isOver) onStatus(status);
  };
  const finish = () => {
    if (!page.FB) return;
    initialiseSdk(page.FB, settings);
    report("ready");
    stop();
  };
  const slow = setTimeout(() => report("slow"), SLOW_MS);
  const stop = () => {
    isOver = true;
    clearTimeout(slow);
  };
  if (isComplete(page.FB)) {
    finish();
    return stop;
  }
  report("loading");
  page.fbAsyncInit = finish;
  for (const before of page.document.querySelectorAll("script[data-signup-sdk]")) before.remove();
  const script = page.document.createElement("script");
  script.dataset.signupSdk = "";
  script.async = true;
  script.src = settings.sdkUrl;
  // A stand-in may define FB without calling fbAsyncInit.
  script.onload = () => setTimeout(() => isComplete(page.FB) && finish(), SETTLE_MS);
  script.onerror = () => {
    script.remove();
    report("blocked");
    stop();
  };
  page.document.head.append(script);
  return stop;
}

/** Once per SDK object: a script that was loaded twice brings a second one. */
export function initialiseSdk(sdk: FacebookSdk, settings: SdkSettings): void {
  if (initialised.has(sdk)) return;
  initialised.add(sdk);
  sdk.init({
    appId: settings.appId,
    autoLogAppEvents: true,
    xfbml: true,
    version: settings.graphVersion,
  });
}

/** Meta's first stage is a stub that queues calls; a queued login would lose the click that opens its window. */
function isComplete(sdk: FacebookSdk | undefined): sdk is FacebookSdk {
  return sdk !== undefined && !("__buffer" in sdk);
}
