export type NumberState = "ready" | "verifying" | "expired" | "failed" | "not_enrolled";

/** A Bird number as the customer may choose it. Only `ready` ones can be chosen. */
export type NumberView = {
  id: string;
  /** International form, for example +1 212 555 0123. */
  phoneNumber: string;
  state: NumberState;
  /** The state in words, with the time left where there is one. */
  sentence: string;
  isSelectable: boolean;
};

export type NumberListView = {
  numbers: NumberView[];
  /** Why the list is empty or incomplete, in words. */
  problem: string | undefined;
  /** Present when the link takes one number and no other: the first of the list. */
  isFixed?: true;
  /** Poll again after this time while a number is still verifying. */
  pollAfterMs: number | undefined;
};
