import { AppError } from "./errors";

/** What a form is told whose subject was changed since it was shown. */
export const lostUpdate = () =>
  new AppError(
    "conflict",
    "Somebody else has changed this in the meantime. Reload the page, then make your change again.",
    { reason: "lost_update" },
  );
