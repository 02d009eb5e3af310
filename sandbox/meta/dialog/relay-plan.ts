import type { World } from "../../world.ts";
import { createAssets, issueCode, type Outcome, staleCode, strangersAssets } from "./outcome.ts";
import { currentStepName, type DialogSession, type RelayAction } from "./session.ts";

const PAUSE: RelayAction = { do: "wait", ms: 400 };

/** What the popup says to its opener when the person finished. */
export function planFinish(world: World, session: DialogSession): RelayAction[] {
  const outcome = createAssets(world, session);
  session.sharedWabaId = outcome.waba.id;
  const { opener, scenario } = session;
  if (scenario.order === "cached-code") {
    const stale = staleCode(world, session, outcome.portfolio);
    return [
      finishEvent(world, session, outcome),
      PAUSE,
      relayCode(session, stale),
      { do: "close" },
    ];
  }
  const code = issueCode(world, session, outcome.portfolio);
  if (!opener.viaSdk) return [{ do: "redirect", url: redirectWith(session, { code }) }];
  const event = finishEvent(world, session, outcome);
  return [...arrange({ world, session, event, code: relayCode(session, code) }), { do: "close" }];
}

/** What the popup says when the person cancelled or closed it. */
export function planCancel(session: DialogSession): RelayAction[] {
  const { opener } = session;
  if (!opener.viaSdk) return [{ do: "redirect", url: redirectWith(session, DENIED) }];
  const event = message(session, {
    event: "CANCEL",
    data: { current_step: currentStepName(session) },
  });
  const refused: RelayAction[] =
    session.step === "authorization" ? [relay(session, { ...DENIED })] : [];
  return [event, ...refused, { do: "close" }];
}

/** What the popup says when the person reported a problem. */
export function planReport(
  session: DialogSession,
  report: { code: string; text: string; now: number; olderName: boolean },
): RelayAction[] {
  const data = {
    error_message: report.text,
    [report.olderName ? "error_id" : "error_code"]: report.code,
    session_id: session.id.replaceAll("-", "").slice(0, 15),
    timestamp: String(Math.floor(report.now / 1000)),
  };
  if (!session.opener.viaSdk) return [{ do: "redirect", url: redirectWith(session, DENIED) }];
  return [message(session, { event: "CANCEL", data }), { do: "close" }];
}

const DENIED = {
  error: "access_denied",
  error_code: "200",
  error_description: "Permissions error",
  error_reason: "user_denied",
};

function arrange(given: {
  world: World;
  session: DialogSession;
  event: RelayAction;
  code: RelayAction;
}): RelayAction[] {
  const { world, session, event, code } = given;
  switch (session.scenario.order) {
    case "code-first":
      return [code, PAUSE, event];
    case "event-only":
      return [event, relay(session, { sandbox: "silent" })];
    case "code-only":
      return [code];
    case "cancel-then-finish": {
      const data = { current_step: "PHONE_NUMBER_SETUP" };
      return [message(session, { event: "CANCEL", data }), PAUSE, event, PAUSE, code];
    }
    case "duplicate":
      return [event, event, PAUSE, code, code];
    case "decoy":
      return [decoy(world), PAUSE, event, PAUSE, code];
    case "flash-close":
      return [];
    default:
      return [event, PAUSE, code];
  }
}

function finishEvent(world: World, session: DialogSession, outcome: Outcome): RelayAction {
  const { result } = session.scenario;
  const name = eventName(session);
  const data: Record<string, unknown> = {
    ...(outcome.phone ? { phone_number_id: outcome.phone.id } : {}),
    waba_id: outcome.waba.id,
    business_id: outcome.portfolio.id,
    ad_account_ids: [],
    page_ids: [""],
    dataset_ids: [],
  };
  const stranger = strangersAssets(world);
  if (result === "several-numbers") delete data.phone_number_id;
  if (result === "waba-not-granted" && stranger) {
    data.waba_id = stranger.waba.id;
    data.phone_number_id = stranger.phone.id;
  }
  if (result === "number-unknown") data.phone_number_id = world.ids.nodeId();
  if (result === "number-elsewhere" && stranger) data.phone_number_id = stranger.phone.id;
  // Meta documents coexistence with the WABA id alone.
  const short = name === "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING";
  return message(session, { event: name, data: short ? { waba_id: data.waba_id } : data });
}

function eventName(session: DialogSession): string {
  const { number } = session.choices;
  if (session.scenario.result === "app-only") return "FINISH_GRANT_ONLY_API_ACCESS";
  if (session.scenario.result === "obo-migration") return "FINISH_OBO_MIGRATION";
  if (number.kind === "later") return "FINISH_ONLY_WABA";
  return number.kind === "coexistence" ? "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING" : "FINISH";
}

function message(
  session: DialogSession,
  given: { event: string; data: Record<string, unknown> },
): RelayAction {
  const { order } = session.scenario;
  const to = session.opener.pageOrigin;
  const body: Record<string, unknown> = { type: "WA_EMBEDDED_SIGNUP", ...given };
  if (order === "v3-shape") body.version = 3;
  if (order === "v2-shape") {
    const { phone_number_id, waba_id, ...rest } = given.data;
    const isFinish = given.event.startsWith("FINISH");
    body.data = isFinish ? { phone_number_id, waba_id } : rest;
    body.version = 2;
  }
  return { do: "message", data: order === "object" ? body : JSON.stringify(body), to };
}

function decoy(world: World): RelayAction {
  const stranger = strangersAssets(world);
  const data = { phone_number_id: stranger?.phone.id, waba_id: stranger?.waba.id };
  const text = JSON.stringify({ type: "WA_EMBEDDED_SIGNUP", event: "FINISH", data });
  const url = new URL(world.config.publicUrl);
  const other = { localhost: "127.0.0.1", "127.0.0.1": "localhost" }[url.hostname];
  if (other) url.hostname = other;
  // Without a second host name the frame is sandboxed: its messages come from origin "null".
  return { do: "decoy", src: other ? url.origin : null, data: text };
}

function relayCode(session: DialogSession, code: string): RelayAction {
  return relay(session, { code });
}

function relay(session: DialogSession, values: Record<string, string>): RelayAction {
  const query = new URLSearchParams({ cb: session.opener.callbackId, ...values }).toString();
  return { do: "relay", query, to: session.opener.pageOrigin };
}

function redirectWith(session: DialogSession, values: Record<string, string>): string {
  const url = new URL(session.opener.redirectUri);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  if (session.opener.state !== undefined) url.searchParams.set("state", session.opener.state);
  return url.toString();
}
