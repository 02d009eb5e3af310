/** Legal moves of a connection. */
export const CONNECTION_TRANSITIONS = {
  pending: ["provisioning", "action_required", "failed", "disconnected"],
  provisioning: ["connected", "action_required", "failed", "disconnected"],
  action_required: ["pending", "provisioning", "connected", "failed", "disconnected"],
  connected: ["provisioning", "action_required", "disconnected"],
  disconnected: ["provisioning", "action_required"],
  failed: ["provisioning", "action_required", "disconnected"],
} as const;

export type ConnectionState = keyof typeof CONNECTION_TRANSITIONS;
export const CONNECTION_STATES = Object.keys(CONNECTION_TRANSITIONS) as ConnectionState[];
/** The states in which a connection holds its number: no other tenant may bind it. */
export const HOLDING_STATES = [
  "pending",
  "provisioning",
  "action_required",
  "connected",
] as const satisfies ConnectionState[];

/** Steps in the order in which they happen. */
export const STEPS = [
  "exchange_code",
  "verify_grant",
  "subscribe_app",
  "register_phone",
  "install_connector",
  "await_channel",
  "subscribe_channel_webhooks",
  "check_health",
] as const;
export type StepId = (typeof STEPS)[number];
export type StepState = "waiting" | "running" | "done" | "skipped" | "blocked";

/** Whether a connection in one state may be written into another; staying where it is always may. */
export function mayMove(from: ConnectionState, to: ConnectionState): boolean {
  return from === to || (CONNECTION_TRANSITIONS[from] as readonly ConnectionState[]).includes(to);
}
