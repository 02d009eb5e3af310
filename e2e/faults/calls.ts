import type { StandIn } from "../support/stand-in";
import type { Launch } from "./customers";

/** A call that a connection makes, in a path that no other connection's calls have. */
export type Call = {
  name: string;
  target: "graph" | "bird";
  method: "GET" | "POST" | "DELETE";
  path: (of: Launch) => string;
  /** How many calls of the same method and path come before it. */
  skip?: number;
  /** It is made for the workspace and not for the connection, so a workspace that is ready does without it. */
  isEarly?: boolean;
};

const workspace = ({ customer }: Launch) => `/workspaces/${customer.workspaceId}`;
const hooks = (of: Launch) => `${workspace(of)}/webhook-subscriptions`;
const connectors = (of: Launch) => `${workspace(of)}/connectors`;

const bird = (
  name: string,
  method: Call["method"],
  path: Call["path"],
  more: Pick<Call, "skip" | "isEarly"> = {},
): Call => ({ name, target: "bird", method, path, ...more });
const graph = (name: string, method: Call["method"], path: Call["path"], skip = 0): Call => ({
  name,
  target: "graph",
  method,
  path,
  skip,
});

/** From the grant to a live number. The proof of the grant reads the account twice before. */
export const CONNECTING: Call[] = [
  graph("POST subscribed_apps", "POST", ({ wabaId }) => `/${wabaId}/subscribed_apps`),
  bird("GET workspace", "GET", workspace, { isEarly: true }),
  bird("GET hooks", "GET", hooks, { isEarly: true }),
  bird("POST hook", "POST", hooks, { isEarly: true }),
  bird("GET connectors", "GET", connectors),
  bird("POST connector", "POST", connectors),
  bird("GET connector", "GET", (of) => `${connectors(of)}/`),
  bird("GET channel", "GET", (of) => `${workspace(of)}/channels/`),
  graph("GET phone", "GET", ({ phoneId }) => `/${phoneId}`),
  graph("GET account", "GET", ({ wabaId }) => `/${wabaId}`, 2),
];

/** What is called besides where the ISV registers numbers and takes messages itself. */
export const WITH_REGISTRATION: Call[] = [
  graph("POST register", "POST", ({ phoneId }) => `/${phoneId}/register`),
  graph("GET phone, the second", "GET", ({ phoneId }) => `/${phoneId}`, 1),
  bird("POST hook, the second", "POST", hooks, { isEarly: true, skip: 1 }),
  bird("GET message hooks", "GET", hooks),
  bird("POST message hook", "POST", hooks),
  bird("POST message hook, the last", "POST", hooks, { skip: 2 }),
];

export const DISCONNECTING: Call[] = [
  bird("DELETE message hook", "DELETE", hooks),
  bird("DELETE connector", "DELETE", connectors),
  graph("DELETE subscribed_apps", "DELETE", ({ wabaId }) => `/${wabaId}/subscribed_apps`),
];

export type Fault = { name: string; times: number } & Record<string, unknown>;
type Rule = { target: string; method?: string; path: string; fault: string; left?: number };

/** Has a call of one connection go wrong. */
export async function arm(
  standIn: StandIn,
  call: Call,
  { of, fault }: { of: Launch; fault: Fault },
) {
  const { target, method, path, skip } = call;
  const aim = { target, method, path: path(of) };
  // A rule that does nothing uses up the calls before.
  if (skip) await standIn.fault({ ...aim, fault: "latency", latencyMs: 0, times: skip });
  const { name, ...rule } = fault;
  await standIn.fault({ ...aim, ...rule });
}

/** Of those armed, the ones whose fault nobody met yet. */
export async function unmet<T extends { call: Call; of: Launch; fault: Fault }>(
  standIn: StandIn,
  armed: T[],
): Promise<T[]> {
  const rules = (await standIn.control("/faults")).faults as Rule[];
  return armed.filter(({ call, of, fault }) =>
    rules.some(
      (rule) =>
        rule.target === call.target &&
        rule.method === call.method &&
        rule.path === call.path(of) &&
        rule.fault === fault.fault &&
        rule.left === fault.times,
    ),
  );
}
