import { AppError } from "./errors";

/** What a form is told whose subject was changed since it was shown. */
export const lostUpdate = () =>
  new AppError(
    "conflict",
    "Somebody else has changed this in the meantime. Read it again, then make your change again.",
    { reason: "lost_update" },
  );

/** What is said to a change of something that has moved on by itself while it was being made. */
export const justChanged = () =>
  new AppError("conflict", "It has just changed. Read it again, then retry.", {
    reason: "lost_update",
  });
