import { expect } from "@playwright/test";
import { type Dump, type Row, rowsOf } from "../support/dump";
import type { StandIn } from "../support/stand-in";
import { type Connecting, inTurns, look, until } from "./customers";
import { addTally } from "./tally";

/** One case of a group: a connection that met a fault, and how it must end. */
export type Case = {
  name: string;
  of: Connecting;
  end: "connected" | "disconnected";
};

type World = {
  connectors: { workspaceId: string; phoneId: string }[];
  subscriptions: { workspaceId: string; event: string; url: string; eventFilters?: unknown }[];
};

/** To ask for each case takes the portal's time, which is the suite's. */
const ASK_EVERY_MS = 1_000;

/** Waits until every case has ended as it must; what has not by then is found by the judgement. */
export async function untilEnded(cases: Case[], limitMs = 60_000): Promise<void> {
  let left = cases;
  await until(
    async () => {
      const seen = await inTurns(left, ({ of }) => look(of.customer.member, of.connectionId), 4);
      left = left.filter(({ end }, index) => seen[index]?.state !== end);
      return left.length === 0;
    },
    limitMs,
    ASK_EVERY_MS,
  );
}

type Evidence = {
  standIn: StandIn;
  dump: Dump;
  /** What was seen to be wrong on the way, each beginning with the name of its case. */
  seen: string[];
};

/** Judges every case by the database and the providers, notes the group, and names every case that failed. */
export async function judge(group: string, cases: Case[], { standIn, dump, seen }: Evidence) {
  const world = (await standIn.control("/state")).bird as World;
  const { requests } = await standIn.control("/requests");
  const verdicts = cases.map((one) => ({
    duplicates: [
      ...duplicatesAtBird(one, world),
      ...duplicateRegistrations(one, requests as Request[]),
      ...duplicateAudit(one, dump),
    ],
    losses: lossesOf(one, { dump, world }),
    name: one.name,
  }));
  const isSeen = (name: string) => seen.some((sentence) => sentence.startsWith(`${name}: `));
  const failed = verdicts.filter(
    ({ name, duplicates, losses }) => duplicates.length + losses.length > 0 || isSeen(name),
  );
  addTally({
    group,
    tried: cases.length,
    survived: cases.length - failed.length,
    duplicates: verdicts.reduce((sum, { duplicates }) => sum + duplicates.length, 0),
    losses: verdicts.reduce((sum, { losses }) => sum + losses.length, 0),
  });
  const sentences = failed.flatMap(({ name, duplicates, losses }) =>
    [...duplicates, ...losses].map((what) => `${name}: ${what}`),
  );
  expect.soft([...sentences, ...seen], group).toEqual([]);
}

function duplicatesAtBird({ of }: Case, world: World): string[] {
  const connectors = world.connectors.filter(({ phoneId }) => phoneId === of.phoneId).length;
  const seen = new Set<string>();
  const doubled = world.subscriptions.filter((one) => {
    if (one.workspaceId !== of.customer.workspaceId) return false;
    const key = JSON.stringify([one.event, one.url, one.eventFilters]);
    return seen.size === seen.add(key).size;
  });
  return [
    ...(connectors > 1 ? [`${connectors} connectors`] : []),
    ...doubled.map(({ event }) => `two hooks for ${event}`),
  ];
}

type Request = { path: string; status: number | "dropped"; fault?: string };

function duplicateRegistrations({ of, name }: Case, requests: Request[]): string[] {
  const isDone = ({ status }: Request) =>
    status === 200 || (status === "dropped" && name.includes("after"));
  const calls = requests.filter(({ path }) => path.endsWith(`/${of.phoneId}/register`));
  const done = calls.filter(isDone).length;
  return done > 1 ? [`registered ${done} times`] : [];
}

function duplicateAudit({ of }: Case, dump: Dump): string[] {
  const rows = rowsOf(dump, "audit_log").filter(
    ({ action, subject_id }) => action === "connection.connected" && subject_id === of.connectionId,
  );
  return rows.length > 1 ? [`noted as connected ${rows.length} times`] : [];
}

function lossesOf({ of, end }: Case, { dump, world }: { dump: Dump; world: World }): string[] {
  const rows = rowsOf(dump, "connections").filter((row) => row.phone_number_id === of.phoneId);
  const [row] = rows;
  if (!row || rows.length > 1) return [`${rows.length} connections of its number`];
  const isHeld = world.connectors.some(({ phoneId }) => phoneId === of.phoneId);
  const isSealed = row.sealed_token !== null;
  const isLive = end === "connected";
  return [
    ...(row.state === end
      ? []
      : [`is ${row.state} ${row.failure_code ?? ""} ${unfinished(row, dump)}`]),
    ...(isHeld === isLive ? [] : [isHeld ? "its connector is left" : "has no connector"]),
    ...(isSealed === isLive ? [] : [isSealed ? "its token is left" : "its token is lost"]),
    ...(isLive && unfinished(row, dump) ? [`left: ${unfinished(row, dump)}`] : []),
  ];
}

function unfinished({ id }: Row, dump: Dump): string {
  return rowsOf(dump, "connection_steps")
    .filter(
      (step) => step.connection_id === id && !["done", "skipped"].includes(String(step.state)),
    )
    .map(({ step, state, failure_code }) => `${step} ${state} ${failure_code ?? ""}`.trim())
    .join(", ");
}
