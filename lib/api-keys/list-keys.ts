import { type ListedApiKey, listApiKeyRows } from "@/db/queries/api-keys";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { scopesOf } from "./key-fields";
import type { Scope } from "./states";

const ENDED_MAX = 50;
const ENDING_MS = 7 * 86_400_000;

export type KeyState = "active" | "ending" | "expired" | "revoked";
export type KeyLine = {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  state: KeyState;
  createdAt: string;
  makerName: string | undefined;
  lastUsedAt: string | undefined;
  expiresAt: string | undefined;
  revokedAt: string | undefined;
  /** Another key has been made to take over from it. */
  isReplaced: boolean;
  canChange: boolean;
  canRotate: boolean;
};

/** All of the portal's live keys, newest first, then those that ended last, none of them readable. Throws forbidden. */
export async function listKeys(ctx: Context<Operator>) {
  requireRole(ctx, "viewer");
  const now = ctx.now();
  const rows = await listApiKeyRows(ctx.db, { now, endedMax: ENDED_MAX });
  const replaced = new Set(rows.map(({ replacesId }) => replacesId));
  const may = mayChange(ctx);
  return {
    mayChange: may,
    scopes: scopesOf(ctx.actor.role),
    rows: rows.map((row) => toLine(row, { now, may, isReplaced: replaced.has(row.id) })),
  };
}

type Shown = { now: Date; may: boolean; isReplaced: boolean };

function toLine(row: ListedApiKey, { now, may, isReplaced }: Shown): KeyLine {
  const state = stateOf(row, now);
  const canChange = may && (state === "active" || state === "ending");
  const { id, name, prefix, scopes } = row;
  return {
    ...{ id, name, prefix, scopes, state, isReplaced },
    createdAt: row.createdAt.toISOString(),
    makerName: row.makerName ?? undefined,
    lastUsedAt: row.lastUsedAt?.toISOString(),
    expiresAt: row.expiresAt?.toISOString(),
    revokedAt: row.revokedAt?.toISOString(),
    canChange,
    canRotate: canChange && !isReplaced,
  };
}

function stateOf({ revokedAt, expiresAt }: ListedApiKey, now: Date): KeyState {
  if (revokedAt) return "revoked";
  if (!expiresAt) return "active";
  if (expiresAt <= now) return "expired";
  return expiresAt.getTime() - now.getTime() < ENDING_MS ? "ending" : "active";
}
