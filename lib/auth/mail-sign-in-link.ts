import { after } from "next/server";
import type { Db } from "@/db/types";
import { personBehind } from "@/lib/auth/adapter";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { signInMail } from "@/lib/auth/sign-in-mail";
import { maySignIn } from "@/lib/auth/sign-in-rules";
import { getBrand } from "@/lib/brand/get-brand";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { domainOf } from "@/lib/mail/mail-addresses";
import { sendMail } from "@/lib/mail/send-mail";

type Request = { email: string; token: string; next: string | undefined };

/**
 * Mails a sign-in link to a member; to anybody else nothing is sent. Runs after the response, so that
 * the answer takes as long for an address nobody has.
 */
export async function mailSignInLink(db: Db, request: Request): Promise<void> {
  after(async () => {
    try {
      await deliver(db, request);
    } catch (error) {
      const toDomain = domainOf(request.email);
      log().error({ err: error, toDomain }, "a sign-in mail was not sent");
    }
  });
}

async function deliver(db: Db, { email, token, next }: Request): Promise<void> {
  const person = await personBehind(db, { email });
  if (!maySignIn({ provider: "mail", person })) return;
  const url = new URL("/sign-in/confirm", env().appUrl);
  url.searchParams.set("email", email);
  url.searchParams.set("token", token);
  const path = safeNextPath(next && URL.canParse(next) ? pathOf(new URL(next)) : next);
  if (path) url.searchParams.set("next", path);
  const brand = await getBrand({ db, env: env() }, person?.tenantId);
  await sendMail({ to: email, ...signInMail(url.href, brand) });
}

const pathOf = (url: URL) => `${url.pathname}${url.search}`;
