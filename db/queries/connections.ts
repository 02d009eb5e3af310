import { and, asc, desc, eq, exists, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { HOLDING_STATES, mayMove, type StepId, type StepState } from "@/lib/connections/states";
import type { FailureCode } from "@/lib/failures";
import { connectionSteps, connections } from "../schema";
import type { Db } from "../types";

export type ConnectionRow = typeof connections.$inferSelect;
export type StepRow = typeof connectionSteps.$inferSelect;
export type NewConnection = typeof connections.$inferInsert;
type ConnectionKey = { tenantId: string; connectionId: string };

export async function findConnection(
  db: Db,
  { tenantId, connectionId }: ConnectionKey,
): Promise<ConnectionRow | undefined> {
  const [row] = await db
    .select()
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.tenantId, tenantId)));
  return row;
}

/** The same, held until the transaction ends. */
export async function lockConnection(
  tx: Db,
  { tenantId, connectionId }: ConnectionKey,
): Promise<ConnectionRow | undefined> {
  const [row] = await tx
    .select()
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.tenantId, tenantId)))
    .for("update");
  return row;
}

export function listSteps(db: Db, { tenantId, connectionId }: ConnectionKey): Promise<StepRow[]> {
  return db
    .select()
    .from(connectionSteps)
    .where(
      and(eq(connectionSteps.connectionId, connectionId), eq(connectionSteps.tenantId, tenantId)),
    )
    .orderBy(asc(connectionSteps.startedAt));
}

export function listConnectionsOfTenant(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<ConnectionRow[]> {
  return db
    .select()
    .from(connections)
    .where(eq(connections.tenantId, tenantId))
    .orderBy(desc(connections.id))
    .limit(limit);
}

/** Serialises everybody who binds this number until the transaction ends. */
export async function lockNumber(tx: Db, phoneNumber: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`number:${phoneNumber}`}, 0))`,
  );
}

type NumberKey = { tenantId: string; phoneNumberId: string; phoneNumber: string };

/**
 * Whether another tenant holds this number: by Meta's id, or by its digits under another WABA. Anybody may add any
 * digits to a WABA, so these hold only once Meta has verified them there.
 */
export async function isNumberHeldElsewhere(
  tx: Db,
  { tenantId, phoneNumberId, phoneNumber }: NumberKey,
): Promise<boolean> {
  const proof = tx
    .select({ step: connectionSteps.step })
    .from(connectionSteps)
    .where(
      and(
        eq(connectionSteps.connectionId, connections.id),
        eq(connectionSteps.step, "verify_grant"),
        eq(connectionSteps.state, "done"),
      ),
    );
  const isVerified = or(
    ne(connections.state, "action_required"),
    and(sql`${connections.failureCode} is distinct from 'number_unverified'`, exists(proof)),
  );
  const isOfDigits = and(eq(connections.phoneNumber, phoneNumber), isVerified);
  const rows = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        ne(connections.tenantId, tenantId),
        or(eq(connections.phoneNumberId, phoneNumberId), isOfDigits),
        inArray(connections.state, [...HOLDING_STATES]),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** The tenant's own connection of a number, whatever its state; a reconnect updates it in place. */
export async function findConnectionByNumber(
  tx: Db,
  tenantId: string,
  phoneNumberId: string,
): Promise<ConnectionRow | undefined> {
  const [row] = await tx
    .select()
    .from(connections)
    .where(and(eq(connections.tenantId, tenantId), eq(connections.phoneNumberId, phoneNumberId)))
    .for("update");
  return row;
}

/**
 * How many other connections hold a number of this account and are not to end, of whichever tenant. Asked once the end
 * of `except` is on record, so that of several that are to end the last one on record counts none.
 */
export function countHolders(
  db: Db,
  { wabaId, except }: { wabaId: string; except: string },
): Promise<number> {
  return db.$count(connections, and(staysOn(wabaId), ne(connections.id, except)));
}

/** The same connections, with none excepted. */
export function listStaying(db: Db, wabaId: string): Promise<ConnectionKey[]> {
  return db
    .select({ tenantId: connections.tenantId, connectionId: connections.id })
    .from(connections)
    .where(staysOn(wabaId))
    .orderBy(asc(connections.id));
}

const staysOn = (wabaId: string) =>
  and(
    eq(connections.wabaId, wabaId),
    inArray(connections.state, [...HOLDING_STATES]),
    isNull(connections.disconnectRequestedAt),
  );

export type Holder = Pick<
  ConnectionRow,
  "id" | "tenantId" | "wabaId" | "grantedAt" | "failureCode"
>;

/** The connections that hold a number of these accounts, of whichever tenant. */
export async function listHolders(db: Db, wabaIds: string[]): Promise<Holder[]> {
  if (wabaIds.length === 0) return [];
  const { id, tenantId, wabaId, grantedAt, failureCode } = connections;
  return db
    .select({ id, tenantId, wabaId, grantedAt, failureCode })
    .from(connections)
    .where(
      and(inArray(connections.wabaId, wabaIds), inArray(connections.state, [...HOLDING_STATES])),
    )
    .orderBy(asc(connections.id));
}

/** Whether a connection of another tenant, in whatever state, has or had this account. */
export async function wasOfOthers(db: Db, wabaId: string, tenantId: string): Promise<boolean> {
  const count = await db.$count(
    connections,
    and(eq(connections.wabaId, wabaId), ne(connections.tenantId, tenantId)),
  );
  return count > 0;
}

export async function insertConnection(tx: Db, row: NewConnection): Promise<ConnectionRow> {
  const [inserted] = await tx.insert(connections).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

/**
 * Changes a connection and raises its version; guarded by the state and version that were read.
 * Throws for a move that CONNECTION_TRANSITIONS does not list.
 */
export async function updateConnection(
  tx: Db,
  before: Pick<ConnectionRow, "id" | "tenantId" | "state" | "version">,
  change: Partial<NewConnection>,
): Promise<ConnectionRow | undefined> {
  if (change.state && !mayMove(before.state, change.state)) {
    throw new Error(`A connection does not move from ${before.state} to ${change.state}.`);
  }
  const [row] = await tx
    .update(connections)
    .set({ ...change, version: before.version + 1 })
    .where(
      and(
        eq(connections.id, before.id),
        eq(connections.tenantId, before.tenantId),
        eq(connections.state, before.state),
        eq(connections.version, before.version),
      ),
    )
    .returning();
  return row;
}

/** Removes a connection that never had a number, after its grant went into another one. */
export async function deleteUnboundConnection(
  tx: Db,
  { tenantId, connectionId }: ConnectionKey,
): Promise<void> {
  await tx
    .delete(connections)
    .where(
      and(
        eq(connections.id, connectionId),
        eq(connections.tenantId, tenantId),
        sql`${connections.phoneNumberId} is null`,
      ),
    );
}

export type StepEnd = ConnectionKey & {
  step: StepId;
  state: StepState;
  failureCode?: FailureCode | undefined;
  startedAt: Date;
  finishedAt: Date;
};

/** Notes how a step ended; running it again counts an attempt. Returns how often it was tried. */
export async function recordStep(tx: Db, { failureCode, ...end }: StepEnd): Promise<number> {
  const { state, startedAt, finishedAt } = end;
  const [row] = await tx
    .insert(connectionSteps)
    .values({ ...end, failureCode: failureCode ?? null, attempts: 1 })
    .onConflictDoUpdate({
      target: [connectionSteps.connectionId, connectionSteps.step],
      set: {
        state,
        failureCode: failureCode ?? null,
        startedAt,
        finishedAt,
        attempts: sql`${connectionSteps.attempts} + 1`,
      },
    })
    .returning({ attempts: connectionSteps.attempts });
  return row?.attempts ?? 1;
}
