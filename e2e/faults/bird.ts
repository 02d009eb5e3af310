import type { StandIn } from "../support/stand-in";
import { type Connecting, type Customer, launch, look, post, until } from "./customers";

export type Connector = { id: string; workspaceId: string; phoneId: string; channelId: string };
export type Delivery = { id: number; event: string; url: string; body: string; state: string };

/** How Bird behaves unless a case says otherwise. */
export const USUAL = {
  install: "active",
  channelDelayMs: 300,
  channelAtOnce: false,
  connectorStatus: "201",
  birdDelivery: "normal",
  metaDelivery: "normal",
  partnerAddedMs: 600_000,
};

export async function connectorsOf(standIn: StandIn, phoneId: string): Promise<Connector[]> {
  const { connectors } = (await standIn.control("/state")).bird as { connectors: Connector[] };
  return connectors.filter((one) => one.phoneId === phoneId);
}

/** Connects while Bird behaves in one way; the way holds until its connector is asked for. */
export async function connectWith(
  standIn: StandIn,
  { customer, settings }: { customer: Customer; settings: Record<string, unknown> },
): Promise<Connecting & { connector: Connector }> {
  const launched = await launch(standIn, customer);
  await standIn.control("/settings", { ...USUAL, ...settings });
  const of = await post(launched);
  await until(async () => (await connectorsOf(standIn, of.phoneId)).length > 0);
  const [connector] = await connectorsOf(standIn, of.phoneId);
  if (!connector) throw new Error(`${customer.name}: Bird was not asked for a connector`);
  return { ...of, connector };
}

/** Waits until the customer's page shows this; else the answer is what it shows. */
export async function shows(
  { customer, connectionId }: Connecting,
  wanted: string,
): Promise<string[]> {
  let shown = "";
  await until(async () => {
    const { state, failure } = await look(customer.member, connectionId);
    shown = failure ? `${state} ${failure.code}` : state;
    return shown === wanted;
  }, 30_000);
  return shown === wanted ? [] : [`${customer.name}: shows ${shown} instead of ${wanted}`];
}

/** What Bird or Meta posted to a path that ends like this, or about something that the body names. */
export async function deliveriesOf(standIn: StandIn, named: string): Promise<Delivery[]> {
  const all = (await standIn.control("/deliveries")).deliveries as Delivery[];
  return all.filter(({ url, body }) => url.endsWith(named) || body.includes(named));
}

export async function redeliver(
  standIn: StandIn,
  deliveries: Delivery[],
  signature: "right" | "wrong" = "right",
): Promise<Delivery[]> {
  const ids = deliveries.map(({ id }) => id);
  const answer = await standIn.control("/deliveries/redeliver", { ids, signature });
  return answer.deliveries as Delivery[];
}

const BIRD_KEY = { authorization: "AccessKey sandbox-access-key" };

/** Installs a number in another workspace, as somebody else did before. */
export async function installElsewhere(
  standIn: StandIn,
  { wabaId, phoneId }: { wabaId: string; phoneId: string },
): Promise<() => Promise<void>> {
  const { id: workspaceId } = await standIn.control("/bird/workspaces", { name: "Elsewhere" });
  const { phones } = (await standIn.control("/state")).meta as {
    phones: { id: string; number: string }[];
  };
  const phoneNumber = phones.find(({ id }) => id === phoneId)?.number;
  const url = `${standIn.url}/bird/workspaces/${workspaceId}/connectors`;
  const response = await fetch(url, {
    method: "POST",
    headers: { ...BIRD_KEY, "content-type": "application/json" },
    body: JSON.stringify({
      name: "Elsewhere",
      connectorTemplateRef: "whatsapp:1",
      arguments: { wabaId, phoneId, phoneNumber },
      securityArguments: { oauth: { accessToken: "EAAGelsewhere" } },
    }),
  });
  const { id } = await response.json();
  if (!id) throw new Error(`no connector elsewhere: ${response.status}`);
  return async () => {
    await fetch(`${url}/${id}`, { method: "DELETE", headers: BIRD_KEY });
  };
}
