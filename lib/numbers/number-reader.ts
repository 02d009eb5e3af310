import { type BirdClient, createBirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import {
  type ComplianceRequirement,
  listComplianceRequirements,
} from "@/lib/bird/list-compliance-requirements";
import { listBirdNumbers } from "@/lib/bird/list-numbers";
import { type BirdNumber, missingPapers } from "@/lib/bird/numbers";
import { mapSideBySide } from "./map-side-by-side";

/** A number with what Bird still asks for it. `isKnown` is false when Bird did not tell its verification. */
export type ReadNumber = {
  number: BirdNumber;
  isKnown: boolean;
  papers: Pick<ComplianceRequirement, "name" | "status" | "message">[];
};
export type ReadWorkspace = { numbers: ReadNumber[]; more: number };

const CALL_MS = 4_000;
const SIDE_BY_SIDE = 5;
const SETTLED_FOR_MS = 20_000;
const MOVING_FOR_MS = 3_000;
const KEPT_MAX = 500;

type Kept = { untilMs: number; read: ReadWorkspace; detailMax: number };

// Next bundles pages and actions apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchNumbers?: Map<string, Kept> };

/**
 * A workspace's numbers, newest first, each with its verification, one call after the other; what is past `detailMax`
 * is counted only. Kept for some seconds, so that a page that refreshes itself does not ask Bird anew each time. Throws
 * BirdError.
 */
export async function readWorkspaceNumbers(
  bird: BirdClient,
  { workspaceId, detailMax, nowMs }: { workspaceId: string; detailMax: number; nowMs: number },
): Promise<ReadWorkspace> {
  const key = keyOf(bird, workspaceId);
  const known = memory().get(key);
  if (known && known.untilMs > nowMs && known.detailMax >= detailMax) return known.read;
  const hasty = createBirdClient({ ...bird.options, timeoutMs: CALL_MS });
  const listed = (await listBirdNumbers(hasty, workspaceId)).reverse();
  const numbers: ReadNumber[] = [];
  for (const number of listed.slice(0, detailMax))
    numbers.push(await readOne(hasty, workspaceId, number));
  const read = { numbers, more: Math.max(0, listed.length - detailMax) };
  const keepMs = numbers.some(isMoving) ? MOVING_FOR_MS : SETTLED_FOR_MS;
  keep(key, { untilMs: nowMs + keepMs, read, detailMax });
  return read;
}

/**
 * One page of a workspace's numbers, newest first, each with its verification. Undefined when `after` is none of them.
 * Throws BirdError.
 */
export async function readNumberPage(
  bird: BirdClient,
  { workspaceId, after, limit }: { workspaceId: string; after: string | undefined; limit: number },
): Promise<{ numbers: ReadNumber[]; older: string | undefined } | undefined> {
  const hasty = createBirdClient({ ...bird.options, timeoutMs: CALL_MS });
  const listed = (await listBirdNumbers(hasty, workspaceId)).reverse();
  const start = after === undefined ? 0 : listed.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) return undefined;
  const page = listed.slice(start, start + limit);
  const numbers = await mapSideBySide(page, SIDE_BY_SIDE, (one) =>
    readOne(hasty, workspaceId, one),
  );
  return { numbers, older: listed.length > start + limit ? page.at(-1)?.id : undefined };
}

/** Forgets what is kept of a workspace, after something changed in it. */
export function forgetWorkspaceNumbers(bird: BirdClient, workspaceId: string): void {
  memory().delete(keyOf(bird, workspaceId));
}

function memory(): Map<string, Kept> {
  slot.perchNumbers ??= new Map();
  return slot.perchNumbers;
}

function keyOf({ options }: BirdClient, workspaceId: string): string {
  return `${options.apiUrl} ${workspaceId}`;
}

/** Later ones push the oldest out. */
function keep(key: string, entry: Kept): void {
  memory().delete(key);
  memory().set(key, entry);
  for (const oldest of memory().keys()) {
    if (memory().size <= KEPT_MAX) break;
    memory().delete(oldest);
  }
}

function isMoving({ number }: ReadNumber): boolean {
  const { whatsApp } = number;
  return whatsApp?.stage !== "final";
}

/** One number that cannot be read does not hide the others. */
async function readOne(
  bird: BirdClient,
  workspaceId: string,
  listed: BirdNumber,
): Promise<ReadNumber> {
  const detail = listed.whatsApp
    ? listed
    : await getBirdNumber(bird, workspaceId, listed.id).catch(undefinedForBird);
  const number = detail ?? listed;
  return {
    number,
    isKnown: detail !== undefined,
    papers: await papersOf(bird, workspaceId, number),
  };
}

/** Bird's words on the papers are asked for only where the number says that some are missing. */
async function papersOf(
  bird: BirdClient,
  workspaceId: string,
  number: BirdNumber,
): Promise<ReadNumber["papers"]> {
  const open = missingPapers(number).map((one) => ({ ...one, message: undefined }));
  if (open.length === 0) return [];
  const told = await listComplianceRequirements(bird, workspaceId, number.id).catch(
    undefinedForBird,
  );
  const missing = told?.filter(({ status }) => status !== "satisfied") ?? [];
  return missing.length > 0 ? missing : open;
}

function undefinedForBird(error: unknown): undefined {
  if (error instanceof BirdError) return undefined;
  throw error;
}
