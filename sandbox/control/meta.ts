import { Hono } from "hono";
import { parseNumber } from "../ids.ts";
import { addPhone, addPortfolio, addWaba, type Phone } from "../meta/state.ts";
import { type Params, readBody, textOf } from "../params.ts";
import type { World } from "../world.ts";

const SOLUTION = [
  "ACTIVE",
  "INITIATED",
  "PENDING",
  "DRAFT",
  "REJECTED",
  "PENDING_DEACTIVATION",
  "DEACTIVATED",
];

/** Meta behind the scenes: what customers, reviewers and partners do without us. */
export function metaControl(world: World): Hono {
  const routes = new Hono();
  routes.post("/solution", async (c) => {
    const status = textOf(await readBody(c), "status") ?? "";
    if (!SOLUTION.includes(status))
      return c.json({ error: `status: must be one of ${SOLUTION.join(", ")}` }, 400);
    world.meta.solutionStatus = status;
    return c.json({ status });
  });
  routes.post("/permissions", async (c) => {
    const body = await readBody(c);
    const status = textOf(body, "status");
    const known = world.meta.permissions.find((one) => one.permission === body.permission);
    if (!known || (status !== "live" && status !== "unapproved"))
      return c.json({ error: "give a permission of the app, and status live or unapproved" }, 400);
    known.status = status;
    return c.json(known);
  });
  routes.post("/wabas", async (c) => c.json(addAccount(world, await readBody(c)), 201));
  routes.post("/wabas/:id", async (c) => {
    const waba = world.meta.wabas.get(c.req.param("id"));
    if (!waba) return c.json({ error: "no such WABA" }, 404);
    const body = await readBody(c);
    waba.reviewStatus = textOf(body, "reviewStatus") || waba.reviewStatus;
    waba.ownershipType = textOf(body, "ownershipType") || waba.ownershipType;
    if (body.paymentProblem !== undefined)
      waba.paymentProblem = textOf(body, "paymentProblem") === "true";
    const portfolio = world.meta.portfolios.get(waba.portfolioId);
    const verification = textOf(body, "verificationStatus");
    if (portfolio && verification) portfolio.verificationStatus = verification;
    return c.json({
      id: waba.id,
      reviewStatus: waba.reviewStatus,
      paymentProblem: waba.paymentProblem,
    });
  });
  routes.post("/phones/:id", async (c) => {
    const phone = world.meta.phones.get(c.req.param("id"));
    if (!phone) return c.json({ error: "no such number" }, 404);
    changePhone(phone, await readBody(c));
    const { pin, otp, ...rest } = phone;
    return c.json({ ...rest, pinSet: pin !== undefined, codeRequested: otp !== undefined });
  });
  routes.get("/phones/:id/code", (c) => {
    const otp = world.meta.phones.get(c.req.param("id"))?.otp;
    return otp === undefined
      ? c.json({ error: "no code was requested" }, 404)
      : c.json({ code: otp });
  });
  routes.post("/revoke", async (c) => {
    const body = await readBody(c);
    const waba = world.meta.wabas.get(textOf(body, "wabaId") ?? "");
    const portfolioId = waba?.portfolioId ?? textOf(body, "portfolioId");
    const tokens = [...world.meta.tokens.values()].filter(
      (token) => token.kind === "business" && token.portfolioId === portfolioId,
    );
    for (const token of tokens) token.deadSubcode = Number(textOf(body, "subcode") || 458);
    return c.json({ revoked: tokens.length });
  });
  return routes;
}

function addAccount(world: World, body: Params): Record<string, unknown> {
  const { meta, ids, clock } = world;
  const name = textOf(body, "name") || ids.businessName();
  const portfolio =
    meta.portfolios.get(textOf(body, "portfolioId") ?? "") ?? addPortfolio(meta, ids, { name });
  const waba = addWaba(meta, ids, { portfolioId: portfolio.id, name, now: clock.now() });
  if (textOf(body, "granted") !== "false") portfolio.grantedWabaIds.add(waba.id);
  const asked = Array.isArray(body.numbers) ? body.numbers : [];
  const phones = asked.map((one: unknown) => {
    const number = parseNumber(String(one)) ?? ids.phoneNumber();
    return addPhone(meta, ids, { wabaId: waba.id, number, name, now: clock.now() }).id;
  });
  return { id: waba.id, portfolioId: portfolio.id, phoneIds: phones };
}

const PHONE_TEXTS = [
  "status",
  "nameStatus",
  "quality",
  "platformType",
  "wabaId",
  "verifiedName",
] as const;

function changePhone(phone: Phone, body: Params): void {
  for (const name of PHONE_TEXTS) phone[name] = textOf(body, name) || phone[name];
  const verification = textOf(body, "codeVerification");
  if (
    verification === "VERIFIED" ||
    verification === "NOT_VERIFIED" ||
    verification === "EXPIRED"
  ) {
    phone.codeVerification = verification;
  }
  if (body.isOnBizApp !== undefined) phone.isOnBizApp = textOf(body, "isOnBizApp") === "true";
  const pin = textOf(body, "pin");
  if (pin === "") delete phone.pin;
  else if (pin !== undefined) phone.pin = pin;
}
