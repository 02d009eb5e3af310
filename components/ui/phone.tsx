import type { ReactNode } from "react";

/** A phone number inside a sentence: in one piece, and from left to right in every language. */
export const phone = (number: ReactNode) => (
  <bdi dir="ltr" className="whitespace-nowrap">
    {number}
  </bdi>
);
