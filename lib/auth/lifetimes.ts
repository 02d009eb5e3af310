const HOUR_MS = 3_600_000;

/** How long a session lives from its start; nothing prolongs it. */
export const SESSION_LIFETIME_MS = {
  password: 12 * HOUR_MS,
  sso: 12 * HOUR_MS,
  email: 7 * 24 * HOUR_MS,
  link: 24 * HOUR_MS,
} as const;

export const COOKIE_LIFETIME_SECONDS = SESSION_LIFETIME_MS.email / 1000;
export const SIGN_IN_MAIL_LIFETIME_SECONDS = 15 * 60;
