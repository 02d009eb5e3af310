import { Hono } from "hono";
import { displayNumber, parseNumber } from "../../ids.ts";
import { type Params, textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import { addPhone, type Phone, phonesOf } from "../state.ts";
import { type GraphEnv, requireWaba } from "./access.ts";
import { badParameter, GraphError } from "./errors.ts";
import { parseFields } from "./fields.ts";
import { graphPage } from "./paging.ts";
import { PHONE_LIST_DEFAULTS, readPhone } from "./phone-fields.ts";

/** A WABA's numbers: list and add. */
export function wabaPhoneRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get("/:id/phone_numbers", (c) => {
    const waba = requireWaba(world, c, c.req.param("id"));
    const params = c.get("params");
    const fields = textOf(params, "fields");
    const parsed = fields === undefined ? undefined : parseFields(fields);
    const all = sortPhones(filterPhones(phonesOf(world.meta, waba.id), params), params);
    const { page, paging } = graphPage(all, { params, url: publicUrl(world, c.req.url) });
    const data = page.map((phone) =>
      readPhone(world, phone, { fields: parsed, defaults: PHONE_LIST_DEFAULTS }),
    );
    return c.json(paging ? { data, paging } : { data });
  });
  routes.post("/:id/phone_numbers", (c) => {
    const waba = requireWaba(world, c, c.req.param("id"));
    const params = c.get("params");
    const number = parseNumber(
      `+${textOf(params, "cc") ?? ""}${textOf(params, "phone_number") ?? ""}`,
    );
    const name = textOf(params, "verified_name");
    if (!number || !name) throw badParameter("cc, phone_number and verified_name are required");
    if (phonesOf(world.meta, waba.id).some((phone) => phone.number === number)) {
      throw new GraphError({ code: 506, message: "(#506) Duplicate phone number" });
    }
    const change = { codeVerification: "NOT_VERIFIED" } as const;
    const now = world.clock.now();
    const phone = addPhone(world.meta, world.ids, { wabaId: waba.id, number, name, now, change });
    return c.json({ id: phone.id });
  });
  return routes;
}

/** The address a caller can follow, whatever host the request came in by. */
export function publicUrl(world: World, requestUrl: string): string {
  const { pathname, search } = new URL(requestUrl);
  return `${world.config.publicUrl}${pathname}${search}`;
}

const FILTERS: Record<string, (phone: Phone) => string> = {
  account_mode: () => "LIVE",
  messaging_limit_tier: () => "TIER_250",
  is_official_business_account: () => "false",
};

function filterPhones(phones: Phone[], params: Params): Phone[] {
  const wanted = textOf(params, "display_phone_number")?.replace(/\D/g, "");
  const filters = parseFilters(textOf(params, "filtering"));
  return phones.filter(
    (phone) =>
      (!wanted || displayNumber(phone.number).replace(/\D/g, "") === wanted) &&
      filters.every(({ field, value }) => FILTERS[field]?.(phone) === value),
  );
}

function parseFilters(text: string | undefined): { field: string; value: string }[] {
  if (!text) return [];
  try {
    const list = JSON.parse(text) as { field: string; value: unknown }[];
    return list.map(({ field, value }) => ({ field, value: String(value) }));
  } catch {
    throw badParameter("Param filtering must be an array");
  }
}

function sortPhones(phones: Phone[], params: Params): Phone[] {
  const sort = textOf(params, "sort");
  return sort === "last_onboarded_time.asc" ? [...phones].reverse() : phones;
}
