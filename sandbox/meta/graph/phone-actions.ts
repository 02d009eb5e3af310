import { Hono } from "hono";
import { DAY, HOUR } from "../../clock.ts";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import type { Phone } from "../state.ts";
import { type GraphEnv, requirePhone } from "./access.ts";
import { badParameter, GraphError } from "./errors.ts";

const CALLS_ALLOWED = 10;
const CALLS_WINDOW_MS = 72 * HOUR;
const REGISTER_WITHIN_MS = 14 * DAY;

/** What can be done to a number: register, deregister, verify, set its PIN. */
export function phoneRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.post("/:id/register", (c) => {
    const phone = requirePhone(world, c, c.req.param("id"));
    const params = c.get("params");
    if (textOf(params, "messaging_product") !== "whatsapp") {
      throw badParameter("Param messaging_product must be one of {WHATSAPP}");
    }
    registerPhone(world, phone, textOf(params, "pin") ?? "");
    return c.json({ success: true });
  });
  routes.post("/:id/deregister", (c) => {
    deregisterPhone(world, requirePhone(world, c, c.req.param("id")));
    return c.json({ success: true });
  });
  routes.post("/:id/request_code", (c) => {
    const phone = requirePhone(world, c, c.req.param("id"));
    const method = textOf(c.get("params"), "code_method");
    if (method !== "SMS" && method !== "VOICE") {
      throw badParameter("Param code_method must be one of {SMS, VOICE}");
    }
    if (phone.codeVerification === "VERIFIED") {
      throw new GraphError({ code: 136024, message: "(#136024) Number is already verified" });
    }
    phone.otp = String(Math.floor(Math.random() * 1e6)).padStart(6, "0");
    return c.json({ success: true });
  });
  routes.post("/:id/verify_code", (c) => {
    const phone = requirePhone(world, c, c.req.param("id"));
    const code = (textOf(c.get("params"), "code") ?? "").replace(/\D/g, "");
    if (phone.otp === undefined || code !== phone.otp) {
      throw new GraphError({ code: 136025, message: "(#136025) Code verification failed" });
    }
    phone.codeVerification = "VERIFIED";
    delete phone.otp;
    return c.json({ success: true, id: phone.id });
  });
  routes.post("/:id", (c) => {
    const phone = requirePhone(world, c, c.req.param("id"));
    const pin = textOf(c.get("params"), "pin");
    if (pin === undefined) throw badParameter("The parameter pin is required");
    assertPin(pin);
    phone.pin = pin;
    return c.json({ success: true });
  });
  return routes;
}

/** Registers a number for the Cloud API, with Meta's rules on PINs, limits and deadlines. */
export function registerPhone(world: World, phone: Phone, pin: string): void {
  const now = world.clock.now();
  assertPin(pin);
  if (phone.isOnBizApp) {
    throw badParameter("Register endpoint is not available for SMB businesses.");
  }
  phone.registerCalls = countCall(phone.registerCalls, now);
  // That a missed deadline looks like a missing verification is our guess.
  const tooLate = phone.status === "PENDING" && now - phone.onboardedAt > REGISTER_WITHIN_MS;
  if (phone.codeVerification !== "VERIFIED" || tooLate) {
    throw phoneError(133006, "Phone number needs to be verified before registering");
  }
  const silent = world.settings.registerAgain === "new-model" && phone.status === "CONNECTED";
  if (silent) return;
  if (phone.pin !== undefined && phone.pin !== pin) {
    throw phoneError(133005, "Two step verification PIN Mismatch");
  }
  phone.pin = pin;
  phone.status = "CONNECTED";
  phone.platformType = "CLOUD_API";
  if (phone.quality === "UNKNOWN") phone.quality = "GREEN";
}

function deregisterPhone(world: World, phone: Phone): void {
  if (phone.isOnBizApp) {
    throw badParameter("Deregister endpoint is not available for API solution for SMB businesses.");
  }
  phone.deregisterCalls = countCall(phone.deregisterCalls, world.clock.now());
  if (phone.status !== "CONNECTED") throw phoneError(133010, "Phone number Not Registered");
  phone.status = "DISCONNECTED";
  phone.platformType = "NOT_APPLICABLE";
}

function countCall(calls: readonly number[], now: number): number[] {
  const recent = calls.filter((at) => now - at < CALLS_WINDOW_MS);
  if (recent.length >= CALLS_ALLOWED) {
    throw phoneError(133016, "Account register/deregister rate limit exceeded");
  }
  return [...recent, now];
}

function assertPin(pin: string): void {
  if (!/^\d{6}$/.test(pin)) throw badParameter("Param pin must be 6 digits");
}

function phoneError(code: number, title: string): GraphError {
  return new GraphError({ code, message: `(#${code}) ${title}`, details: `${title}.` });
}
