import { spawn } from "node:child_process";
import path from "node:path";
import { parseForms } from "./html-form";
import { withoutConfiguration } from "./portal";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The two halves of one signup, as the popup gives them to the page. */
export type Halves = { code: string; events: Record<string, unknown>[] };
export type StandIn = {
  url: string;
  control: (path: string, body?: unknown) => Promise<Record<string, unknown>>;
  /** How often each endpoint was called since the start. */
  counts: () => Promise<Record<string, number>>;
  fault: (rule: Record<string, unknown>) => Promise<void>;
  mend: () => Promise<void>;
  /** A Bird workspace of its own with numbers in these states; the answer is its id. */
  workspace: (...states: string[]) => Promise<string>;
  /** Goes through the popup as a person without wishes would; the change steers this launch. */
  signUp: (change?: Record<string, string>) => Promise<Halves>;
  stop: () => Promise<void>;
};

/** A sandbox that outlives the portals which use it: give it to them as SANDBOX_URL. */
export async function startStandIn(env: Record<string, string> = {}): Promise<StandIn> {
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/server.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...withoutConfiguration(process.env),
      NODE_ENV: process.env.NODE_ENV,
      ...env,
      SANDBOX_PORT: "0",
    },
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The sandbox did not start.")));
    child.on("message", (message: { url?: string }) => message.url && resolve(message.url));
  });
  const control: StandIn["control"] = async (name, body) => {
    const response = await fetch(`${url}/control${name}`, body === undefined ? {} : json(body));
    const answer: Record<string, unknown> = await response.json();
    if (!response.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    url,
    control,
    counts: async () => (await control("/requests")).counts as Record<string, number>,
    fault: async (rule) => void (await control("/faults", rule)),
    mend: async () => void (await fetch(`${url}/control/faults`, { method: "DELETE" })),
    workspace: async (...states) => {
      const { id } = await control("/bird/workspaces", { name: "Harbor Coffee" });
      for (const state of states) await control("/bird/numbers", { workspaceId: id, state });
      return String(id);
    },
    signUp: async (change = {}) => {
      await control("/scenario", { ...change, times: 1 });
      return completePopup(url);
    },
    stop: () => {
      child.kill("SIGTERM");
      return exited;
    },
  };
}

async function completePopup(url: string): Promise<Halves> {
  const page = "http://localhost:3000/connect";
  const query = new URLSearchParams({
    client_id: "634974688087057",
    config_id: "1043982137651902",
    response_type: "code",
    sdk: "joey",
    fallback_redirect_uri: page,
    redirect_uri: `${url}/x/connect/xd_arbiter/?version=46#cb=f1&origin=${encodeURIComponent(page)}`,
    extras: JSON.stringify({ setup: { solutionID: "17151206192469061" }, version: "v4" }),
  });
  let html = await (await fetch(`${url}/v25.0/dialog/oauth?${query}`)).text();
  for (let step = 0; step < 9 && !html.includes(">Finish<"); step += 1)
    html = await press(url, html);
  const plan = JSON.parse(/id="plan">(.*?)<\/script>/.exec(html)?.[1] ?? "[]") as {
    do: string;
    query?: string;
    data?: string;
  }[];
  const relay = plan.find((one) => one.do === "relay")?.query;
  const messages = plan.filter((one) => one.do === "message");
  return {
    code: new URLSearchParams(relay).get("code") ?? "",
    events: messages.map(({ data }) => JSON.parse(data ?? "{}")),
  };
}

async function press(url: string, html: string): Promise<string> {
  const form = parseForms(html).find(({ action }) => action?.startsWith("/dialog/"));
  if (!form?.action) return html;
  const body = new URLSearchParams({ ...form.fields, action: "continue" });
  return (await fetch(url + form.action, { method: "POST", body })).text();
}

function json(body: unknown): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}
