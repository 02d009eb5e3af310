import { type Agenda, createAgenda } from "./agenda.ts";
import { type BirdState, seedBird } from "./bird/state.ts";
import { type Clock, createClock } from "./clock.ts";
import type { SandboxConfig } from "./config.ts";
import type { Delivery } from "./deliveries.ts";
import type { FaultRule } from "./faults.ts";
import { createIds, type IdSource } from "./ids.ts";
import type { Mail } from "./inbox/mail.ts";
import { createMeta, type MetaState } from "./meta/state.ts";
import type { RequestRecord } from "./request-log.ts";
import { createScenarioBook, type ScenarioBook } from "./scenarios/book.ts";
import { createSettings, type Settings } from "./settings.ts";

/** Everything a running sandbox remembers. One object, replaced piece by piece on reset. */
export type World = {
  config: SandboxConfig;
  clock: Clock;
  agenda: Agenda;
  ids: IdSource;
  settings: Settings;
  scenarios: ScenarioBook;
  meta: MetaState;
  bird: BirdState;
  faults: FaultRule[];
  requests: RequestRecord[];
  mails: Mail[];
  deliveries: Delivery[];
  deliveryCount: number;
  heldDeliveries: Delivery[];
};

/** A world as it is right after start. */
export function createWorld(config: SandboxConfig): World {
  const clock = createClock();
  const ids = createIds();
  return {
    config,
    clock,
    agenda: createAgenda(clock),
    ids,
    settings: createSettings(),
    scenarios: createScenarioBook(),
    meta: createMeta(config, ids),
    bird: seedBird(clock.now(), ids, {
      solutionId: config.solutionId,
      businessId: config.businessId,
    }),
    faults: [],
    requests: [],
    mails: [],
    deliveries: [],
    deliveryCount: 0,
    heldDeliveries: [],
  };
}

/** Forgets everything; routes keep holding the same object. */
export function resetWorld(world: World): void {
  world.agenda.clear();
  Object.assign(world, createWorld(world.config));
}
