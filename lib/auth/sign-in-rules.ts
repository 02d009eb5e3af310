import type { OperatorRole } from "@/db/schema/auth";

export type SignInAttempt =
  | { provider: "password" | "link" }
  | { provider: "mail"; person: Person | undefined }
  | { provider: "sso"; person: Person | undefined; emailVerified: unknown };
export type Person = { role: OperatorRole | null; tenantId: string | undefined };

/**
 * Who may sign in how: operators by password and single sign-on, members by link and by mailed link.
 * Password and link are decided before they get here.
 */
export function maySignIn(attempt: SignInAttempt): boolean {
  switch (attempt.provider) {
    case "password":
    case "link":
      return true;
    case "mail":
      return attempt.person?.role === null && attempt.person.tenantId !== undefined;
    case "sso":
      return Boolean(attempt.person?.role) && isNotDenied(attempt.emailVerified);
  }
}

// Providers that do not say leave the claim out; some send it as text.
function isNotDenied(emailVerified: unknown): boolean {
  return emailVerified !== false && emailVerified !== "false";
}
