import { finishSingleSignOn } from "@/lib/auth/finish-single-sign-on";

/** The only next-auth endpoint on the network: the rest of it is called from our own pages and actions. */
export const GET = finishSingleSignOn;
