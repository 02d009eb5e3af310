/** What a server action returns to its form; holds no password, code or token. */
export type FormState = {
  values: Record<string, string>;
  errors: Record<string, string>;
  message?: string;
  /** What a successful action shows once. */
  result?: Record<string, string>;
};

export const EMPTY: FormState = { values: {}, errors: {} };
