import type { Scenario } from "./scenarios/options.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";

const APP = "634974688087057";
const SECRET = "0123456789abcdef0123456789abcdef";

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** A sandbox on a free port, with the calls that its own tests make over and over. */
export async function startTestSandbox() {
  const sandbox = await startSandbox({ port: 0 });
  const { url } = sandbox;
  const graph = (path: string, init: RequestInit & { token?: string } = {}) =>
    call(`${url}/graph/v25.0${path}`, { ...init, ...bearer(init.token) });
  const control = (path: string, body?: unknown) =>
    call(`${url}/control${path}`, body === undefined ? {} : json(body));
  const bird = (path: string, init: RequestInit = {}) => {
    const headers = { Authorization: "AccessKey sandbox-access-key", ...init.headers };
    return call(`${url}/bird${path}`, { ...init, headers });
  };
  const exchange = (code: string, change: Record<string, string> = {}) =>
    graph("/oauth/access_token", {
      method: "POST",
      body: new URLSearchParams({ client_id: APP, client_secret: SECRET, code, ...change }),
    });
  const signUp = (change: Partial<Scenario> = {}) => completePopup(sandbox, change);
  const birdPost = (path: string, body: unknown, method = "POST") =>
    bird(path, { method, body: JSON.stringify(body) });
  /** A finished signup as the body of a Bird connector. */
  const connectorBody = async (change: Partial<Scenario> = {}) => {
    const { events, code } = await signUp(change);
    const { waba_id: wabaId, phone_number_id: phoneId } = events[0].data;
    const accessToken = (await exchange(code)).body.access_token as string;
    const phoneNumber = sandbox.world.meta.phones.get(phoneId)?.number ?? "";
    return {
      name: "WhatsApp",
      connectorTemplateRef: "whatsapp:1",
      arguments: { wabaId, phoneId, phoneNumber } as Record<string, string>,
      securityArguments: { oauth: { accessToken } },
    };
  };
  return { ...sandbox, graph, control, bird, birdPost, exchange, signUp, connectorBody };
}

/** Presses Continue until the last screen, as a person without wishes would. */
async function completePopup(sandbox: Sandbox, change: Partial<Scenario>) {
  const { url, world } = sandbox;
  await call(`${url}/control/scenario`, json({ ...change, times: 1 }));
  const page = "http://localhost:3000/connect";
  const redirect = `${url}/x/connect/xd_arbiter/?version=46#cb=f1&origin=${encodeURIComponent(page)}`;
  const query = new URLSearchParams({
    client_id: APP,
    config_id: world.config.configId,
    response_type: "code",
    sdk: "joey",
    fallback_redirect_uri: page,
    redirect_uri: redirect,
    extras: JSON.stringify({ setup: { solutionID: world.config.solutionId }, version: "v4" }),
  });
  let html = await (await fetch(`${url}/v25.0/dialog/oauth?${query}`)).text();
  for (let step = 0; step < 9 && !html.includes(">Finish<"); step += 1) {
    const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1];
    if (action === undefined) break;
    html = await (await fetch(url + action, { method: "POST", body: defaults(html) })).text();
  }
  const plan = JSON.parse(/id="plan">(.*?)<\/script>/.exec(html)?.[1] ?? "[]") as Record<
    string,
    string
  >[];
  const handover = /data-handover="([^"]+)"/.exec(html)?.[1];
  if (handover) await fetch(url + handover, { method: "POST" });
  const relay = plan.find((one) => one.do === "relay")?.query;
  const events = plan
    .filter((one) => one.do === "message")
    .map((one) => JSON.parse(one.data ?? ""));
  return { plan, events, code: new URLSearchParams(relay).get("code") ?? "", html };
}

/** What a browser would send for an untouched form. */
function defaults(html: string): URLSearchParams {
  const form = new URLSearchParams({ action: "continue" });
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    const skipped = tag.includes('type="radio"') && !/\schecked/.test(tag);
    if (name && !skipped) form.set(name, /value="([^"]*)"/.exec(tag)?.[1] ?? "");
  }
  for (const [, name, body] of html.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen = /<option value="([^"]*)" selected/.exec(body ?? "")?.[1];
    if (name && chosen) form.set(name, chosen);
  }
  return form;
}

async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const { status, headers, ...answer } = await fetch(url, init).then(async (one) => ({
    status: one.status,
    headers: one.headers,
    text: await one.text(),
  }));
  const isJson = headers.get("content-type")?.includes("json");
  return { status, headers, body: isJson ? JSON.parse(answer.text) : { text: answer.text } };
}

function json(body: unknown): RequestInit {
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

function bearer(token: string | undefined): RequestInit {
  return token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } };
}
