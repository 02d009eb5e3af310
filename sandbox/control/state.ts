import { numberState, whatsAppObject } from "../bird/number-life.ts";
import { phoneLabel } from "../meta/state.ts";
import type { World } from "../world.ts";
import { describeInstall } from "./installs.ts";

/** Everything a test may want to look at; tokens, codes and PINs stay inside. */
export function describeWorld(world: World): Record<string, unknown> {
  const { config, meta, bird } = world;
  const now = world.clock.now();
  return {
    url: config.publicUrl,
    config: {
      appId: config.appId,
      configId: config.configId,
      solutionId: config.solutionId,
      businessId: config.businessId,
      birdOrganizationId: config.birdOrganizationId,
    },
    clock: describeClock(world),
    settings: world.settings,
    scenario: world.scenarios,
    faults: world.faults,
    meta: {
      solutionStatus: meta.solutionStatus,
      permissions: meta.permissions,
      portfolios: [...meta.portfolios.values()].map(({ grantedWabaIds, ...portfolio }) => ({
        ...portfolio,
        grantedWabaIds: [...grantedWabaIds],
      })),
      wabas: [...meta.wabas.values()].map(({ calls, ...waba }) => ({
        ...waba,
        calls: calls.length,
      })),
      webhook: meta.webhook ?? null,
      phones: [...meta.phones.values()].map(({ pin, otp, ...phone }) => ({
        ...phone,
        display: phoneLabel(phone),
        pinSet: pin !== undefined,
        codeRequested: otp !== undefined,
      })),
    },
    bird: {
      techProvider: bird.techProvider ?? null,
      workspaces: [...bird.workspaces.values()],
      numbers: [...bird.numbers.values()].map((number) => ({
        id: number.id,
        workspaceId: number.workspaceId,
        number: number.number,
        state: numberState(number, now),
        whatsApp: whatsAppObject(number, now) ?? null,
      })),
      stock: [...bird.stock.values()],
      connectors: [...bird.connectors.values()].map((one) => describeInstall(world, one)),
      subscriptions: [...bird.subscriptions.values()].map(({ signingKey, ...one }) => ({
        ...one,
        signed: signingKey !== "",
      })),
    },
    mails: world.mails.length,
  };
}

export function describeClock(world: World): Record<string, unknown> {
  const now = world.clock.now();
  return { now: new Date(now).toISOString(), nowMs: now, speed: world.clock.speed() };
}
