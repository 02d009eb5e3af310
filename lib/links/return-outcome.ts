import { type ConnectionRow, findConnection } from "@/db/queries/connections";
import { findLink, findLinkOfConnection, type LinkRow } from "@/db/queries/links";
import { findSignupOfLink, type SignupRow } from "@/db/queries/signups";
import { findTenant } from "@/db/queries/tenants";
import { isDisconnecting } from "@/lib/connections/connection-words";
import type { Context, Member } from "@/lib/context";
import type { ReturnOutcome, ReturnState } from "./sign-return";

export type Ending = { outcome: ReturnOutcome; link: LinkRow | undefined };

/**
 * How it stands with a connection of the member's tenant, or with what the link of the session has led to. A
 * connection that is not there, or another tenant's, is `unfinished` and without ids.
 */
export async function returnOutcome(
  ctx: Context<Member>,
  { connectionId }: { connectionId?: string | undefined },
): Promise<Ending> {
  const { tenantId } = ctx.actor;
  const [tenant, { link, connection, signup }] = await Promise.all([
    findTenant(ctx.db, tenantId),
    connectionId ? ofConnection(ctx, connectionId) : ofSession(ctx),
  ]);
  const ending = connection ? endOfConnection(connection) : endOfSignup(signup);
  return {
    link,
    outcome: {
      ...ending,
      linkId: link?.id,
      connectionId: connection?.id,
      externalId: tenant?.externalId ?? undefined,
    },
  };
}

type Found = {
  link: LinkRow | undefined;
  connection: ConnectionRow | undefined;
  signup?: SignupRow | undefined;
};

async function ofConnection(ctx: Context<Member>, connectionId: string): Promise<Found> {
  const key = { tenantId: ctx.actor.tenantId, connectionId };
  return {
    link: await findLinkOfConnection(ctx.db, key),
    connection: await findConnection(ctx.db, key),
  };
}

async function ofSession({ db, actor }: Context<Member>): Promise<Found> {
  const { tenantId, linkId } = actor;
  const link = linkId ? await findLink(db, { tenantId, linkId }) : undefined;
  const signup = link && (await findSignupOfLink(db, { tenantId, linkId: link.id }));
  const connectionId = signup?.connectionId;
  const connection = connectionId
    ? await findConnection(db, { tenantId, connectionId })
    : undefined;
  return { link, connection, signup };
}

type End = Pick<ReturnOutcome, "state" | "code">;

function endOfConnection(connection: ConnectionRow): End {
  const state = stateOf(connection);
  return { state, code: state === "failed" ? (connection.failureCode ?? undefined) : undefined };
}

function endOfSignup(signup: SignupRow | undefined): End {
  const isOver = signup && ["failed", "cancelled", "abandoned"].includes(signup.state);
  return isOver && signup.failureCode
    ? { state: "failed", code: signup.failureCode }
    : { state: "unfinished", code: undefined };
}

function stateOf(connection: ConnectionRow): ReturnState {
  if (isDisconnecting(connection)) return "failed";
  if (connection.state === "connected") return "connected";
  return connection.state === "pending" || connection.state === "provisioning"
    ? "unfinished"
    : "failed";
}
