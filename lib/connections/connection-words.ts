import type { ConnectionRow } from "@/db/queries/connections";
import type { Translator } from "@/lib/i18n/translator";
import type { ConnectionState } from "./states";

type Heading = "connecting" | "connected" | "attention" | "disconnecting" | "disconnected";

const HEADINGS: Record<ConnectionState, Heading> = {
  pending: "connecting",
  provisioning: "connecting",
  connected: "connected",
  action_required: "attention",
  failed: "attention",
  disconnected: "disconnected",
};

type Row = Pick<
  ConnectionRow,
  "state" | "disconnectRequestedAt" | "disconnectReason" | "disconnectedAt"
>;

/** Whether a connection is to end and that is not there yet. */
export function isDisconnecting({ state, disconnectRequestedAt }: Row): boolean {
  return disconnectRequestedAt !== null && state !== "disconnected";
}

/** How a connection is, in a heading and a sentence. */
export function connectionWords(row: Row, t: Translator): { heading: string; summary: string } {
  if (isDisconnecting(row)) {
    return {
      heading: t("connection.heading.disconnecting"),
      // With a date it is over for the customer, and only clearing up is left.
      summary: row.disconnectedAt ? endOf(row, t) : t("connection.summary.disconnecting"),
    };
  }
  return {
    heading: t(`connection.heading.${HEADINGS[row.state]}`),
    summary: row.state === "disconnected" ? endOf(row, t) : t(`connection.summary.${row.state}`),
  };
}

function endOf({ disconnectReason, disconnectedAt }: Row, t: Translator): string {
  const reason = t(`connection.disconnected.${disconnectReason ?? "unknown"}`);
  if (!disconnectedAt) return reason;
  return `${reason} ${t("connection.disconnected.since", { at: disconnectedAt })}`;
}
