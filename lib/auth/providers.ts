import { CredentialsSignin } from "next-auth";
import type { EmailConfig, OIDCConfig, Provider } from "next-auth/providers";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import type { Db } from "@/db/types";
import { checkPassword } from "@/lib/auth/check-password";
import { SIGN_IN_MAIL_LIFETIME_SECONDS } from "@/lib/auth/lifetimes";
import { mailSignInLink } from "@/lib/auth/mail-sign-in-link";
import { openLink } from "@/lib/auth/open-link";
import type { SessionGrant } from "@/lib/auth/open-session";
import { consumeLimit } from "@/lib/auth/rate-limits";
import { requestFacts, requestIp } from "@/lib/auth/request-facts";
import { env, type OidcSettings } from "@/lib/env";
import { newSecret } from "@/lib/vault/digest";

/** Carries an error of ours through next-auth, which passes on its own errors only. */
export class Refusal extends CredentialsSignin {
  constructor(readonly reason: unknown) {
    super("refused");
  }
}

const PasswordFields = z.object({ email: z.string(), password: z.string() });
const LinkFields = z.object({ secret: z.string() });

/** Every way to sign in that this installation offers. */
export function providers(db: Db): Provider[] {
  const { oidc } = env();
  const always = [passwordProvider(db), linkProvider(db), mailProvider(db)];
  return oidc ? [...always, ssoProvider(oidc)] : always;
}

function passwordProvider(db: Db) {
  return Credentials({
    id: "password",
    credentials: { email: {}, password: {} },
    authorize: (fields, request) =>
      grant(async () => {
        const { ip } = requestFacts(request.headers);
        const { userId } = await checkPassword(db, { ...PasswordFields.parse(fields), ip });
        return { userId, method: "password" };
      }),
  });
}

function linkProvider(db: Db) {
  return Credentials({
    id: "link",
    credentials: { secret: {} },
    authorize: (fields, request) =>
      grant(async () => {
        const { ip, requestId } = requestFacts(request.headers);
        await consumeLimit(db, "link_ip", ip);
        return openLink(db, {
          ...LinkFields.parse(fields),
          now: new Date(),
          requestId,
          ip: requestIp(request.headers),
        });
      }),
  });
}

async function grant(work: () => Promise<SessionGrant>) {
  try {
    const granted = await work();
    return { id: granted.userId, grant: granted };
  } catch (error) {
    throw new Refusal(error);
  }
}

function mailProvider(db: Db): EmailConfig {
  return {
    id: "mail",
    type: "email",
    name: "E-mail",
    maxAge: SIGN_IN_MAIL_LIFETIME_SECONDS,
    generateVerificationToken: newSecret,
    sendVerificationRequest: ({ identifier, token, url }) =>
      mailSignInLink(db, {
        email: identifier,
        token,
        next: new URL(url).searchParams.get("callbackUrl") ?? undefined,
      }),
  };
}

function ssoProvider({ issuer, clientId, clientSecret }: OidcSettings): OIDCConfig<SsoProfile> {
  return {
    id: "sso",
    name: "Single sign-on",
    type: "oidc",
    issuer,
    clientId,
    clientSecret,
    checks: ["pkce", "state", "nonce"],
    // The rules let in existing operators only, so an address links to the operator who has it.
    allowDangerousEmailAccountLinking: true,
    profile: ({ sub, name, email }) => ({ id: sub, name, email: email?.toLowerCase() }),
  };
}
type SsoProfile = { sub: string; name?: string; email?: string; email_verified?: boolean };
