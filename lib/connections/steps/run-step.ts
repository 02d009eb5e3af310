import { renewLease } from "@/db/queries/connection-lease";
import { type ConnectionRow, type StepRow, updateConnection } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { LEASE_MS, type Pass } from "../pass";
import type { EngineStep } from "../plan";
import { awaitChannel } from "./await-channel";
import { checkHealth } from "./check-health";
import { installConnector } from "./install-connector";
import { registerPhone } from "./register-phone";
import { LeaseLostError, type Outcome, type Step } from "./step";
import { subscribeApp } from "./subscribe-app";
import { subscribeChannelWebhooks } from "./subscribe-channel-webhooks";

const STEPS: Record<EngineStep, Step> = {
  subscribe_app: subscribeApp,
  register_phone: registerPhone,
  install_connector: installConnector,
  await_channel: awaitChannel,
  subscribe_channel_webhooks: subscribeChannelWebhooks,
  check_health: checkHealth,
};

type Run = { pass: Pass; connection: ConnectionRow; step: EngineStep; row: StepRow | undefined };

/** Tries one step. What it throws unawares is tried again as a failure of ours. Throws LeaseLostError. */
export async function runStep(
  ctx: Context,
  { pass, connection, step, row }: Run,
): Promise<Outcome> {
  const { meta, bird } = ctx;
  if (!meta || !bird) throw new Error("providers are not configured");
  const leaseUntil = () => new Date(ctx.now().getTime() + LEASE_MS);
  const keepLease = async () => {
    if (!(await renewLease(ctx.db, { ...pass.lease, leaseUntil: leaseUntil() })))
      throw new LeaseLostError();
  };
  try {
    return await STEPS[step]({
      ctx,
      connection,
      row,
      meta,
      bird,
      keepLease,
      token: () => openToken(ctx, connection),
      save: (change) =>
        ctx.db.transaction(async (tx) => {
          const held = await renewLease(tx, { ...pass.lease, leaseUntil: leaseUntil() });
          if (!held || !(await updateConnection(tx, held, change))) throw new LeaseLostError();
        }),
    });
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    log().error({ err: error, ...pass.key, step, party: "perch" }, "a step threw");
    return { kind: "retry", code: "step_failed" };
  }
}

function openToken(ctx: Context, { id, tenantId, sealedToken }: ConnectionRow): Promise<string> {
  if (!sealedToken) throw new Error("the connection holds no token");
  return ctx.vault.open(sealedToken, { tenantId, rowId: id });
}
