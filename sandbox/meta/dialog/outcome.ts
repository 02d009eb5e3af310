import { randomWord } from "../../ids.ts";
import type { World } from "../../world.ts";
import {
  addPhone,
  addPortfolio,
  addWaba,
  type Phone,
  type Portfolio,
  type Waba,
} from "../state.ts";
import type { DialogSession } from "./session.ts";

export type Outcome = { portfolio: Portfolio; waba: Waba; phone: Phone | undefined };

/** Makes what the person chose real: portfolio, WABA, number, and the grant to our app. */
export function createAssets(world: World, session: DialogSession): Outcome {
  const { meta, ids, clock } = world;
  const { choices, scenario } = session;
  const portfolio =
    meta.portfolios.get(choices.portfolioId ?? "") ??
    addPortfolio(meta, ids, { name: choices.portfolioName, country: choices.country });
  const waba =
    meta.wabas.get(choices.wabaId ?? "") ??
    addWaba(meta, ids, {
      portfolioId: portfolio.id,
      name: choices.wabaName,
      now: clock.now(),
      country: choices.country,
      ownershipType: scenario.result === "obo-migration" ? "SELF" : "CLIENT_OWNED",
    });
  portfolio.grantedWabaIds.delete(waba.id);
  portfolio.grantedWabaIds.add(waba.id);
  const phone = createPhone(world, session, waba);
  if (scenario.result === "several-numbers") addCompany(world, waba);
  return { portfolio, waba, phone };
}

/** Issues the code of a finished launch; it starts to age when the popup hands it over. */
export function issueCode(world: World, session: DialogSession, portfolio: Portfolio): string {
  const { opener, scenario } = session;
  const value = `AQ${randomWord(398)}`;
  session.code = value;
  if (scenario.code === "garbage") return value;
  world.meta.codes.set(value, {
    value,
    mode: scenario.code,
    scopes: scenario.scopes,
    portfolioId: portfolio.id,
    redirectUri: opener.redirectUri,
    pageUrl: opener.pageUrl,
    viaSdk: opener.viaSdk,
    issuedAt: undefined,
    used: false,
  });
  return value;
}

/** A code that was certainly exchanged before, as the SDK's cache would repeat it. */
export function staleCode(world: World, session: DialogSession, portfolio: Portfolio): string {
  const { lastUsedCode } = world.meta;
  if (lastUsedCode !== undefined) return lastUsedCode;
  const value = issueCode(world, session, portfolio);
  const code = world.meta.codes.get(value);
  if (code) code.used = true;
  return value;
}

/** A WABA and a number of somebody who never granted anything to our app. */
export function strangersAssets(world: World): { waba: Waba; phone: Phone } | undefined {
  const portfolio = [...world.meta.portfolios.values()].find(
    (one) => one.grantedWabaIds.size === 0,
  );
  const waba = [...world.meta.wabas.values()].find((one) => one.portfolioId === portfolio?.id);
  const phone = [...world.meta.phones.values()].find((one) => one.wabaId === waba?.id);
  return waba && phone ? { waba, phone } : undefined;
}

function createPhone(world: World, session: DialogSession, waba: Waba): Phone | undefined {
  const { meta, ids, clock } = world;
  const { number, verified } = session.choices;
  if (number.kind === "later") return undefined;
  if (number.kind === "existing") return meta.phones.get(number.phoneId);
  const given = { wabaId: waba.id, number: number.number, now: clock.now() };
  if (number.kind === "coexistence") {
    const change = { isOnBizApp: true, status: "CONNECTED", platformType: "CLOUD_API" };
    return addPhone(meta, ids, { ...given, name: number.name, change });
  }
  if (number.kind === "pre-verified") {
    if (!number.expired) meta.claimedPreVerifiedIds.add(number.whatsAppId);
    const change = { codeVerification: number.expired ? "EXPIRED" : "VERIFIED" } as const;
    return addPhone(meta, ids, { ...given, name: waba.name, change });
  }
  const change = { codeVerification: verified ? "VERIFIED" : "NOT_VERIFIED" } as const;
  return addPhone(meta, ids, { ...given, name: number.name, change });
}

function addCompany(world: World, waba: Waba): void {
  const { meta, ids, clock } = world;
  for (const suffix of ["Support", "Orders"]) {
    const name = `${waba.name} ${suffix}`;
    addPhone(meta, ids, { wabaId: waba.id, number: ids.phoneNumber(), name, now: clock.now() });
  }
}
