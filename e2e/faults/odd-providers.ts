import { dumpEmbedded, rowsOf } from "../support/dump";
import { startPortal } from "../support/portal";
import { startStandIn } from "../support/stand-in";
import { USUAL } from "./bird";
import { type Customer, newCustomers } from "./customers";
import { type Ended, INSTALLS } from "./installs";
import { judge } from "./judge";
import { NEWS } from "./news";

/** Has Bird and Meta behave in every way that is known or feared, one after the other. */
export async function behaveOddly(): Promise<void> {
  const standIn = await startStandIn();
  const portal = await startPortal({ SANDBOX: "true", SANDBOX_URL: standIn.url });
  try {
    await standIn.control("/settings", USUAL);
    const names = [...Object.keys(INSTALLS), ...Object.keys(NEWS)];
    const customers = await newCustomers(
      portal,
      standIn,
      names.map((name) => ({ name })),
    );
    const customerOf = (name: string) => customers.find((one) => one.name === name) as Customer;
    const installed: Ended[] = [];
    for (const [name, play] of Object.entries(INSTALLS))
      installed.push(await play(standIn, customerOf(name)));
    const told: Ended[] = [];
    for (const [name, play] of Object.entries(NEWS))
      told.push(await play(standIn, customerOf(name)));
    await portal.stop();

    const dump = await dumpEmbedded(portal.dataDir);
    const twice = rowsOf(dump, "audit_log").filter(
      ({ action, subject_id }, index, all) =>
        action === "connection.disconnected" &&
        all.findIndex((one) => one.action === action && one.subject_id === subject_id) < index,
    );
    const evidence = (ends: Ended[]) => ({
      standIn,
      dump,
      seen: [
        ...ends.flatMap(({ seen }) => seen),
        ...ends
          .filter(({ case: { of } }) => twice.some((row) => row.subject_id === of.connectionId))
          .map(({ case: { name } }) => `${name}: disconnected twice`),
        ...ends.flatMap(({ case: one }) => forgeriesTaken(one, dump)),
      ],
    });
    const cases = (ends: Ended[]) => ends.map((one) => one.case);
    await judge("ways in which Bird installs", cases(installed), evidence(installed));
    await judge("webhooks", cases(told), evidence(told));
  } finally {
    await portal.stop();
    await standIn.stop();
  }
}

/** Nothing with a wrong signature may have been kept, and nothing twice. */
function forgeriesTaken(
  { name, of }: Ended["case"],
  dump: Awaited<ReturnType<typeof dumpEmbedded>>,
) {
  const rows = rowsOf(dump, "webhook_events").filter(
    ({ source_id, connection_id }) =>
      source_id === of.customer.workspaceId || connection_id === of.connectionId,
  );
  // Two requests of Bird are two pieces of news, though they say the same.
  const isTold = name === "the event twice" ? 2 : 1;
  const keys = new Set(rows.map((row) => JSON.stringify([row.kind, row.payload])));
  const isForged = name.includes("forged");
  const isMeta = name.includes("removal");
  const kept = rows.filter(({ provider }) => provider === (isMeta ? "meta" : "bird"));
  return [
    ...(keys.size * isTold < rows.length ? [`${name}: the same news are kept twice`] : []),
    ...(isForged && kept.length > 0 ? [`${name}: ${kept.length} forged news are kept`] : []),
  ];
}
