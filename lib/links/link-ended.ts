import { AppError } from "@/lib/errors";

/** What is said to a change of a link that can be used no more. */
export const linkEnded = () =>
  new AppError("conflict", "This link has ended, so it cannot be changed. Make a new one.", {
    reason: "link_ended",
  });
