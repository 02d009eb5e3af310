import { type Context, Hono } from "hono";
import { pageHeaders } from "../../html/headers.ts";
import { each, html, page } from "../../html/page.ts";
import type { World } from "../../world.ts";
import { announceFinish } from "../webhooks/partner-events.ts";
import { bareErrorPage, closingPage, dialogPage, type Screen, sidePage } from "./frame.ts";
import { openDialog } from "./open-dialog.ts";
import { PROBLEMS } from "./problems.ts";
import { planCancel, planFinish, planReport } from "./relay-plan.ts";
import { businessScreen, submitBusiness, submitWaba, wabaScreen } from "./screens-assets.ts";
import {
  authenticationScreen,
  authorizationScreen,
  type Form,
  permissionsScreen,
  submitAuthentication,
  successScreen,
} from "./screens-consent.ts";
import {
  phoneScreen,
  submitPhone,
  submitVerification,
  verificationScreen,
} from "./screens-phone.ts";
import { type DialogSession, neighbour, type Step } from "./session.ts";

type Submit = (world: World, session: DialogSession, form: Form) => string | undefined;

const SCREENS: Record<Step, (world: World, session: DialogSession) => Screen> = {
  authentication: authenticationScreen,
  authorization: authorizationScreen,
  business: businessScreen,
  waba: wabaScreen,
  phone: phoneScreen,
  verification: verificationScreen,
  permissions: permissionsScreen,
  success: successScreen,
};

const SUBMITS: Partial<Record<Step, Submit>> = {
  authentication: submitAuthentication,
  business: submitBusiness,
  waba: submitWaba,
  phone: submitPhone,
  verification: submitVerification,
};

/** The popup: opened by the SDK, driven by plain forms, ended by its script. */
export function dialogRoutes(world: World): Hono {
  const routes = new Hono();
  routes.use("/dialog/*", pageHeaders);
  routes.use("/:version/dialog/*", pageHeaders);
  routes.get("/:version/dialog/oauth", (c) => {
    const query = c.req.query();
    const session = openDialog(world, { version: c.req.param("version"), query });
    if (!session) return c.html(bareErrorPage());
    if (session.scenario.order === "flash-close") return c.html(closingPage([{ do: "close" }]));
    return c.html(render(world, session));
  });
  routes.get("/dialog/decoy", (c) =>
    c.html(page({ title: "Decoy", bodyClass: "", script: "decoy.js", body: html`` })),
  );
  routes.get("/x/connect/xd_arbiter/", (c) => c.body(null, 204));
  routes.get("/dialog/:id", (c) => withSession(world, c, (session) => render(world, session)));
  routes.post("/dialog/:id", async (c) => {
    const form = await readForm(c);
    return withSession(world, c, (session) => {
      move(world, session, form);
      if (session.scenario.order === "flash-close") return closingPage([{ do: "close" }]);
      return undefined;
    });
  });
  routes.post("/dialog/:id/handover", (c) => {
    const session = world.meta.dialogs.get(c.req.param("id"));
    if (session) announceFinish(world, session);
    const code = world.meta.codes.get(session?.code ?? "");
    if (code) code.issuedAt ??= world.clock.now();
    return c.body(null, 204);
  });
  routes.get("/dialog/:id/report", (c) => withSession(world, c, reportPage));
  routes.post("/dialog/:id/report", async (c) => {
    const form = await readForm(c);
    return withSession(world, c, (session) => {
      const [code, text] = PROBLEMS.find(([id]) => id === form.code) ?? ["0", "Unknown problem"];
      const olderName = form.olderName === "on";
      return closingPage(planReport(session, { code, text, now: world.clock.now(), olderName }));
    });
  });
  return routes;
}

function render(world: World, session: DialogSession) {
  return dialogPage(session, SCREENS[session.step](world, session));
}

function move(world: World, session: DialogSession, form: Form): void {
  session.problem = undefined;
  if (form.action === "back") {
    session.step = neighbour(session, -1);
    return;
  }
  session.problem = SUBMITS[session.step]?.(world, session, form);
  if (session.problem !== undefined) return;
  session.step = neighbour(session, 1);
  if (session.step === "success") session.plan ??= planFinish(world, session);
}

function reportPage(session: DialogSession) {
  return sidePage({
    title: "Report a problem",
    plan: planCancel(session),
    body: html`<form method="post" action="/dialog/${session.id}/report">
      <h1>Report a problem</h1>
      <p>Ends this window and tells the page what you saw.</p>
      <div class="field"><label for="field-code">What went wrong?</label>
        <select id="field-code" name="code">${each(PROBLEMS, ([code, text]) => html`<option value="${code}">${code}: ${text}</option>`)}</select></div>
      <label class="check"><input type="checkbox" name="olderName"> Send it under the older name, error_id</label>
      <div class="actions">
        <button type="submit" class="primary">Send report</button>
        <button type="submit" form="back">Back</button>
      </div>
    </form>
    <form id="back" action="/dialog/${session.id}"></form>`,
  });
}

function withSession(
  world: World,
  c: Context,
  answer: (session: DialogSession) => ReturnType<typeof page> | undefined,
): Response | Promise<Response> {
  const session = world.meta.dialogs.get(c.req.param("id") ?? "");
  if (!session) return c.html(bareErrorPage(), 404);
  const body = answer(session);
  return body === undefined ? c.redirect(`/dialog/${session.id}`, 303) : c.html(body);
}

async function readForm(c: Context): Promise<Form> {
  const body = await c.req.parseBody();
  const texts = Object.entries(body).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts) as Form;
}
