import { findTenant } from "@/db/queries/tenants";
import type { Connector } from "@/lib/bird/connectors";
import { createConnector } from "@/lib/bird/create-connector";
import { deleteConnector } from "@/lib/bird/delete-connector";
import { BirdError } from "@/lib/bird/errors";
import { listWhatsAppConnectors } from "@/lib/bird/list-connectors";
import { ensureWorkspace } from "@/lib/tenants/ensure-workspace";
import { birdOutcome } from "./provider-outcome";
import type { ConnectionChange, Outcome, Step, StepInput } from "./step";

const NO_CHANNEL = { channelId: null, channelStatus: null, channelUpdatedAt: null };

/**
 * Installs the number in the tenant's Bird workspace. What is there is looked at before anything is made, so an
 * answer that was lost leads to the connector it was about. One that was made with an older token is replaced,
 * since Bird documents no way to give it another.
 */
export const installConnector: Step = async (input) => {
  const { ctx, connection } = input;
  const workspace = await ensureWorkspace(ctx, connection.tenantId);
  if (workspace.kind !== "ready") return workspace;
  const { workspaceId } = workspace;
  try {
    const found = await findConnectors(input, workspaceId);
    if (found[0] && isCurrent(input)) return adopt(input, workspaceId, found[0]);
    await remove(input, workspaceId, found);
    return await create(input, workspaceId);
  } catch (error) {
    if (isConflict(error)) return takeUpTaken(input, workspaceId, error);
    return birdOutcome(error, "connector_refused");
  }
};

/**
 * Bird says that the number is installed already: by a call of ours whose answer was lost, or somewhere else. One that
 * a call with an older token made meanwhile is replaced.
 */
async function takeUpTaken(
  input: StepInput,
  workspaceId: string,
  { detail }: BirdError,
): Promise<Outcome> {
  try {
    const found = await findConnectors(input, workspaceId);
    if (found[0] && isCurrent(input)) return adopt(input, workspaceId, found[0]);
    if (found.length > 0) {
      await remove(input, workspaceId, found);
      return await create(input, workspaceId);
    }
  } catch (error) {
    if (!isConflict(error)) return birdOutcome(error, "connector_refused");
  }
  return { kind: "blocked", code: "connector_elsewhere", detail };
}

const isConflict = (error: unknown): error is BirdError =>
  error instanceof BirdError && error.isConflict;

/** The connectors of the number, the one that the connection knows first. */
async function findConnectors(
  { bird, connection }: StepInput,
  workspaceId: string,
): Promise<Connector[]> {
  const all = await listWhatsAppConnectors(bird, workspaceId);
  const ofNumber = all.filter(({ phoneId }) => phoneId === connection.phoneNumberId);
  const isKnown = ({ id }: Connector) => id === connection.connectorId;
  return ofNumber.toSorted((left, right) => Number(isKnown(right)) - Number(isKnown(left)));
}

async function remove(input: StepInput, workspaceId: string, found: Connector[]): Promise<void> {
  if (found.length === 0) return;
  for (const { id } of found) {
    await input.keepLease();
    await deleteConnector(input.bird, workspaceId, id);
  }
  await input.save({ connectorId: null, connectorFingerprint: null, ...NO_CHANNEL });
}

/** Noted before a connector is asked for, so that it is known for one whose answer was lost, too. */
function isCurrent({ connection }: StepInput): boolean {
  const { connectorFingerprint, tokenFingerprint } = connection;
  return connectorFingerprint === null || connectorFingerprint === tokenFingerprint;
}

async function create(input: StepInput, workspaceId: string): Promise<Outcome> {
  const { ctx, bird, connection } = input;
  const { securityScheme = "oauth" } = ctx.env.bird.settings ?? {};
  const tenant = await findTenant(ctx.db, connection.tenantId);
  const accessToken = await input.token();
  await input.save({ connectorFingerprint: connection.tokenFingerprint });
  const made = await createConnector(bird, workspaceId, {
    name: `WhatsApp ${connection.phoneNumber ?? ""} ${tenant?.name ?? ""}`.trim().slice(0, 100),
    wabaId: connection.wabaId,
    phoneId: connection.phoneNumberId ?? "",
    phoneNumber: connection.phoneNumber ?? "",
    ...(connection.numberId && { numberId: connection.numberId }),
    accessToken,
    securityScheme,
  }).catch(async (error: unknown) => {
    // None was made with this token: what stands in the way goes by what was noted before.
    if (isConflict(error))
      await input.save({ connectorFingerprint: connection.connectorFingerprint });
    throw error;
  });
  return adopt(input, workspaceId, made);
}

function adopt(
  { ctx, connection }: StepInput,
  workspaceId: string,
  { id, channelId }: Connector,
): Outcome {
  const isNew = connection.connectorId !== id;
  const change: ConnectionChange = {
    connectorId: id,
    connectorFingerprint: connection.tokenFingerprint,
    ...(isNew && { installedAt: ctx.now(), ...NO_CHANNEL }),
    ...(channelId && { channelId }),
  };
  return { kind: "done", change, heldIn: workspaceId };
}
