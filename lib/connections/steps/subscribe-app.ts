import { subscribeApp as subscribeAtMeta } from "@/lib/meta/subscribe-app";
import { metaOutcome } from "./provider-outcome";
import type { Step } from "./step";

/**
 * Subscribes our app to the WABA, so that Meta tells us what becomes of it. A plain subscription, which Meta lets
 * run again, and which leaves the apps of others alone.
 */
export const subscribeApp: Step = async ({ meta, connection, token }) => {
  try {
    await subscribeAtMeta(meta, await token(), connection.wabaId);
    return { kind: "done" };
  } catch (error) {
    return metaOutcome(error, "subscription_refused");
  }
};
