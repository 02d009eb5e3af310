import type { EventRow } from "@/db/queries/events";
import { FAILURES, type FailureCode } from "@/lib/failures";
import { readMetadata } from "@/lib/metadata";
import type { EventPayload } from "./event-schemas";

/**
 * An event as endpoints and the API are told of it: ids, the ISV's own words, states; never a secret. Made from its row
 * alone and in one order of keys, so that each retry sends the same bytes.
 */
export function toPayload({ id, type, sequence, data, createdAt }: EventRow): EventPayload {
  const { tenant, link, connection, number, endpoint } = data as Record<string, Snapshot>;
  const payload = {
    type,
    timestamp: createdAt.toISOString(),
    data: {
      eventId: id,
      ...(sequence !== null && { sequence }),
      ...(tenant && { tenant: withMetadata(tenant, ["id", "externalId"]) }),
      ...(link && { link: withMetadata(link, ["id", "purpose", "state", "previousState"]) }),
      ...(connection && { connection: toConnection(connection) }),
      ...(number && { number: pick(number, ["id", "phoneNumber"]) }),
      ...(endpoint && { endpoint: pick(endpoint, ["id"]) }),
    },
  };
  // The database writes what a row holds; tests hold every type against its schema.
  return payload as unknown as EventPayload;
}

type Snapshot = Record<string, unknown> | null | undefined;

const CONNECTION_KEYS = [
  ...["id", "state", "previousState"],
  ...["phoneNumber", "phoneNumberId", "wabaId", "channelId"],
];

function toConnection(connection: NonNullable<Snapshot>) {
  const { failureCode } = connection;
  const told = pick(connection, CONNECTION_KEYS);
  if (failureCode === undefined) return told;
  return { ...told, failure: failureCode === null ? null : toFailure(String(failureCode)) };
}

/** A code of an earlier version may be gone from the list. */
function toFailure(code: string) {
  const party = Object.hasOwn(FAILURES, code) ? FAILURES[code as FailureCode].party : null;
  return { code, party };
}

function withMetadata(from: NonNullable<Snapshot>, keys: string[]) {
  const metadata = readMetadata((from.metadata ?? {}) as Record<string, unknown>);
  return { ...pick(from, keys), metadata };
}

/** The keys that are there, in the order asked for: jsonb keeps an order of its own. */
function pick(from: NonNullable<Snapshot>, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key) => (key in from ? [[key, from[key]]] : [])));
}
