import { isRecord } from "../../params.ts";
import type { World } from "../../world.ts";
import { BIRD_BUSINESS_ID } from "../bird-app.ts";
import type { DialogSession } from "../dialog/session.ts";
import type { Waba, WebhookChange } from "../state.ts";
import { emitMeta } from "./emit.ts";

export const PARTNER_EVENTS = [
  "PARTNER_ADDED",
  "PARTNER_REMOVED",
  "PARTNER_APP_INSTALLED",
  "PARTNER_APP_UNINSTALLED",
] as const;
export type PartnerEvent = (typeof PARTNER_EVENTS)[number];

/** A few seconds after the person finished, Meta tells the partner; once per launch. */
export function announceFinish(world: World, session: DialogSession): void {
  const waba = world.meta.wabas.get(session.sharedWabaId ?? "");
  delete session.sharedWabaId;
  if (!waba) return;
  const setup = isRecord(session.extras.setup) ? session.extras.setup : {};
  const inSolution = setup.solutionID !== undefined;
  const isAppOnly = session.scenario.result === "app-only";
  const due = world.clock.now() + world.settings.partnerAddedMs;
  world.agenda.at(due, async () => {
    await emitMeta(world, partnerChange(world, waba, { event: "PARTNER_ADDED", inSolution }));
    if (!isAppOnly) return;
    const event = "PARTNER_APP_INSTALLED";
    await emitMeta(world, partnerChange(world, waba, { event, inSolution }));
  });
}

/** An `account_update` between partners: its entry is the partner's portfolio, not the WABA. */
export function partnerChange(
  world: World,
  waba: Waba,
  given: { event: PartnerEvent; inSolution: boolean; appId?: string },
): WebhookChange {
  const { config } = world;
  const { event } = given;
  const partners = [config.businessId, BIRD_BUSINESS_ID];
  const isArrival = event === "PARTNER_ADDED" || event === "PARTNER_APP_INSTALLED";
  const value = {
    event,
    waba_info: {
      waba_id: waba.id,
      owner_business_id: waba.portfolioId,
      ...(event.startsWith("PARTNER_APP") ? { partner_app_id: given.appId ?? config.appId } : {}),
      ...(isArrival && given.inSolution
        ? { solution_id: config.solutionId, solution_partner_business_ids: partners }
        : {}),
    },
  };
  return { entryId: config.businessId, field: "account_update", value };
}
