import NextAuth from "next-auth";
import { authConfig } from "@/lib/auth/config";
import { env } from "@/lib/env";

const nextAuth = NextAuth(async () => {
  // next-auth takes its origin from AUTH_URL, and without it from the Host header, which visitors choose.
  // biome-ignore lint/style/noProcessEnv: the only way to tell it (next-auth/lib/env.js)
  process.env.AUTH_URL = env().appUrl;
  return authConfig();
});

export const { signIn, handlers } = nextAuth;
