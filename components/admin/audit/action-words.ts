import type { Translator } from "@/lib/i18n/translator";

/** The actions that there are words for. */
export const ACTIONS = [
  "link.created",
  "link.mailed",
  "link.viewed",
  "link.requested",
  "link.revoked",
  "link.updated",
  "session.opened",
  "session.revoked",
  "session.revoked_with_link",
  "session.revoked_everywhere",
  "signup.created",
  "signup.token_sealed",
  "signup.failed",
  "signup.recovered",
  "connection.created",
  "connection.connected",
  "connection.blocked",
  "connection.retried",
  "connection.action_required",
  "connection.access_lost",
  "connection.failed",
  "connection.disconnect_requested",
  "connection.disconnected",
  "connection.test_sent",
  "connection.renewed",
  "connection.pending",
  "connection.provisioning",
  "tenant.created",
  "operator.created",
  "share.assigned",
  "share.dismissed",
  "webhook_event.replayed",
  "person.deauthorize",
  "person.data_deletion",
  "settings.return_urls_changed",
  "settings.return_secret_rotated",
  "settings.keys_rotated",
  "settings.token_export_allowed",
  "settings.token_export_stopped",
  "connection.token_exported",
  "audit.exported",
  "api_key.created",
  "api_key.rotated",
  "api_key.revoked",
  "endpoint.created",
  "endpoint.updated",
  "endpoint.enabled",
  "endpoint.disabled",
  "endpoint.stopped",
  "endpoint.rotated",
  "endpoint.tested",
  "endpoint.replayed",
  "endpoint.deleted",
  "delivery.replayed",
  "workspace.created",
  "workspace.adopted",
] as const;

/** What was done, in words; an action without any is told by its name. */
export function actionWords(action: string, t: Translator): string {
  const known = ACTIONS.find((one) => one === action);
  return known ? t(`auditLog.actions.${keyOf(known)}`) : action;
}

type Key<A> = A extends `${infer Subject}.${infer Verb}` ? `${Subject}_${Verb}` : never;

/** The name of an action as the catalogue has it, where a dot would begin another block. */
function keyOf<A extends string>(action: A): Key<A> {
  return action.replace(".", "_") as Key<A>;
}
