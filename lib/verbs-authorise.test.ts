import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { getTableColumns } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as schema from "@/db/schema";
import { freshDb } from "@/db/testing";
import { createKey } from "@/lib/api-keys/create-key";
import { exportAudit } from "@/lib/audit/export-audit";
import { listAudit } from "@/lib/audit/list-audit";
import { chooseNumber } from "@/lib/connections/choose-number";
import { disconnectConnection } from "@/lib/connections/disconnect-connection";
import { getConnectionView } from "@/lib/connections/get-connection-view";
import { recheckConnection } from "@/lib/connections/recheck-connection";
import { sendTestMessage } from "@/lib/connections/send-test-message";
import { getTokenExport, setTokenExport } from "@/lib/connections/token-export-setting";
import { watchConnection } from "@/lib/connections/watch-connection";
import type { Context, Member } from "@/lib/context";
import { getOpenerOrigins } from "@/lib/embed/get-opener-origins";
import { replayEvents } from "@/lib/endpoints/replay-events";
import { newId } from "@/lib/ids";
import { answerLinkRequest } from "@/lib/links/answer-link-request";
import { createLink } from "@/lib/links/create-link";
import { getNewLinkPage } from "@/lib/links/get-new-link-page";
import { getReturnLinks } from "@/lib/links/get-return-links";
import { getSignedOutcome } from "@/lib/links/get-signed-outcome";
import { goBack } from "@/lib/links/go-back";
import { listLinks } from "@/lib/links/list-links";
import { rotateReturnSecret } from "@/lib/links/return-secret";
import { revokeLink } from "@/lib/links/revoke-link";
import { saveReturnOrigins } from "@/lib/links/save-return-origins";
import { listNumbers } from "@/lib/numbers/list-numbers";
import { requireReadyNumber } from "@/lib/numbers/require-ready-number";
import { inviteAgain, inviteOperator } from "@/lib/operators/invite-operator";
import { createSignup } from "@/lib/signups/create-signup";
import { getConnectPage } from "@/lib/signups/get-connect-page";
import { getSignup } from "@/lib/signups/get-signup";
import { receiveCode } from "@/lib/signups/receive-code";
import { receiveSession } from "@/lib/signups/receive-session";
import { reportLaunch } from "@/lib/signups/report-launch";
import { resumeSignup } from "@/lib/signups/resume-signup";
import { getSignupRecord } from "@/lib/signups/signup-records";
import { createTenant } from "@/lib/tenants/create-tenant";
import { finishEvent, goodGraph, memberContext, PHONE, phoneNode, WABA } from "@/lib/testing";
import { resealAll } from "@/lib/vault/reseal";
import { listWebhookEvents } from "@/lib/webhooks/list-webhook-events";
import { replayWebhookEvent } from "@/lib/webhooks/replay-webhook-event";

type Ids = { signupId: string; connectionId: string; linkId: string; numberId: string };
type Ctx = Context<Member>;

/** Every verb of a member, called with ids; each must be as blind to a foreign id as to one that nobody has. */
const VERBS: Record<string, (ctx: Ctx, ids: Ids) => Promise<unknown>> = {
  answerLinkRequest: (ctx, { linkId }) => answerLinkRequest(ctx, { linkId }),
  chooseNumber: (ctx, { connectionId }) =>
    chooseNumber(ctx, { connectionId, phoneNumberId: `${PHONE}1` }),
  createKey: (ctx) => createKey(ctx, { name: "Forbidden", scopes: ["links:read"] }),
  createLink: (ctx) => createLink(ctx, { tenantName: "Forbidden" }),
  createSignup: (ctx, { linkId }) => createSignup(ctx, { linkId, numberId: undefined }),
  createTenant: (ctx) => createTenant(ctx, { name: "Forbidden", workspace: "make" }),
  disconnectConnection: (ctx, { connectionId }) => disconnectConnection(ctx, { connectionId }),
  exportAudit: (ctx) => exportAudit(ctx, {}),
  getConnectionView: (ctx, { connectionId }) => getConnectionView(ctx, { connectionId }),
  getConnectPage: async (ctx) => (await getConnectPage(ctx)).connections,
  getNewLinkPage: (ctx) => getNewLinkPage(ctx, {}),
  getOpenerOrigins: (ctx) => getOpenerOrigins(ctx),
  getReturnLinks: (ctx, { connectionId }) => getReturnLinks(ctx, { connectionId }),
  getSignup: (ctx, { signupId }) => getSignup(ctx, { signupId }),
  getSignedOutcome: (ctx, { connectionId }) =>
    getSignedOutcome({ ...ctx, now: () => new Date(0) }, { connection: connectionId }),
  getSignupRecord: (ctx, { signupId }) => getSignupRecord(ctx, { signupId }),
  getTokenExport: (ctx) => getTokenExport(ctx),
  goBack: (ctx, { connectionId }) => goBack(ctx, { connection: connectionId }),
  inviteAgain: (ctx, { linkId }) => inviteAgain(ctx, { userId: linkId }),
  inviteOperator: (ctx) => inviteOperator(ctx, { email: "evil@evil.example", role: "owner" }),
  listAudit: (ctx) => listAudit(ctx, {}),
  listLinks: (ctx) => listLinks(ctx, {}),
  listNumbers: async (ctx) => (await listNumbers(ctx)).numbers,
  listWebhookEvents: (ctx) => listWebhookEvents(ctx, {}),
  receiveCode: (ctx, { signupId }) => receiveCode(ctx, { signupId, code: "AQ-foreign" }),
  receiveSession: (ctx, { signupId }) => receiveSession(ctx, { signupId, event: finishEvent() }),
  recheckConnection: (ctx, { connectionId }) => recheckConnection(ctx, { connectionId }),
  replayEvents: (ctx, { linkId }) => replayEvents(ctx, { endpointId: linkId, since: new Date(0) }),
  replayWebhookEvent: (ctx, { linkId }) => replayWebhookEvent(ctx, { eventId: linkId }),
  reportLaunch: (ctx, { signupId }) => reportLaunch(ctx, { signupId, outcome: "blocked" }),
  requireReadyNumber: (ctx, { numberId }) => requireReadyNumber(ctx, numberId),
  resealAll: (ctx) => resealAll(ctx),
  resumeSignup: (ctx, { signupId }) => resumeSignup(ctx, { signupId }),
  revokeLink: (ctx, { linkId }) => revokeLink(ctx, { linkId }),
  rotateReturnSecret: (ctx) => rotateReturnSecret(ctx),
  saveReturnOrigins: (ctx) => saveReturnOrigins(ctx, { origins: ["https://evil.example"] }),
  sendTestMessage: (ctx, { connectionId }) =>
    sendTestMessage(ctx, { connectionId, to: "+31612345678" }),
  setTokenExport: (ctx) => setTokenExport(ctx, { isOn: true }),
  watchConnection: (ctx, { connectionId }) => watchConnection(ctx, connectionId, () => {}),
};

/** What answers by the tenant alone and is asked for nothing by id. */
const WITHOUT_ID = ["getConnectPage", "getOpenerOrigins", "listNumbers"];
/** What is silent about what is not there. */
const SILENT = ["getReturnLinks", "getSignedOutcome", "goBack"];

let fresh: Awaited<ReturnType<typeof freshDb>>;
let foreign: Ctx;
let ids: Ids;

beforeAll(async () => {
  fresh = await freshDb();
  const phones = [1, 2].map((end) =>
    phoneNode({ id: `${PHONE}${end}`, display_phone_number: `+1 631-555-010${end}` }),
  );
  const graph = goodGraph({ [`GET /${WABA}/phone_numbers`]: { body: { data: phones } } });
  const { ctx, tenant } = await memberContext(fresh.db, { meta: graph });
  const system = { ...ctx, actor: { kind: "system" as const } };
  // The portal's own; made when it is first needed, by whomever.
  await rotateReturnSecret(system);
  const link = await createLink(system, { tenantId: tenant.id });
  const none = { linkId: undefined, numberId: undefined };
  const joined = await createSignup(ctx, none);
  const event = finishEvent({ phone_number_id: undefined });
  await receiveSession(ctx, { signupId: joined.id, event });
  const { connectionId } = await receiveCode(ctx, { signupId: joined.id, code: "AQ-owner" });
  const open = await createSignup(ctx, none);
  ids = { signupId: open.id, connectionId: connectionId ?? "", linkId: link.id, numberId: newId() };
  foreign = (await memberContext(fresh.db, { meta: graph })).ctx;
});
afterAll(() => fresh.close());

describe("verbs and a foreign tenant", () => {
  it("knows every verb of a member", () => {
    expect(memberVerbs().toSorted()).toEqual(Object.keys(VERBS).toSorted());
  });

  it.each(Object.keys(VERBS))(
    "%s is blind to a foreign tenant's ids and changes nothing",
    async (name) => {
      const verb = VERBS[name] ?? (() => Promise.resolve());
      const unknown = {
        signupId: newId(),
        connectionId: newId(),
        linkId: newId(),
        numberId: newId(),
      };
      const before = await everything();
      const [answer, other] = [
        await outcome(verb(foreign, ids)),
        await outcome(verb(foreign, unknown)),
      ];
      expect(answer).toEqual(other);
      if (WITHOUT_ID.includes(name)) expect(answer).toEqual({ value: [] });
      else if (SILENT.includes(name)) expect(JSON.stringify(answer)).not.toContain("http");
      else
        expect(answer).toMatchObject({
          code: expect.stringMatching(/not_found|gone|forbidden|invalid_input/),
        });
      expect(await everything()).toEqual(before);
    },
  );
});

async function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => ({ value }),
    (error: Error & { code?: string }) => ({ code: error.code, message: error.message }),
  );
}

async function everything(): Promise<unknown> {
  const { tenants, links, signups, signupEvents, connections, connectionSteps, auditLog } = schema;
  const tables = [tenants, links, signups, signupEvents, connections, connectionSteps, auditLog];
  return Promise.all(tables.map((table) => fresh.db.select(getTableColumns(table)).from(table)));
}

/** Exported functions of lib/ that take a context which may be a member's, except what only verbs call. */
function memberVerbs(): string[] {
  const internal = [
    ...["bindConnection", "settleSignup", "verifyConnection", "tryBlockedSteps"],
    ...["keepTestMessage", "followTestMessage", "toTestMessage", "takeTestTurn"],
    ...[
      "startEnsuringWorkspace",
      "connectionToRenew",
      "makeLink",
      "mailLink",
      "returnOutcome",
      "numberOfLink",
    ],
  ];
  // What no person asks for, or what goes on after one did.
  const system = [
    ...["ensureSandboxLink", "sweep", "sweepSignups", "startWorkers", "runJob", "runDueJobs"],
    ...["advanceConnection", "startAdvancing", "beginPass", "endPass", "runStep", "settleStep"],
    ...["runDisconnect", "removeFromBird", "leaveAccount", "noteDisconnect", "keepLease"],
    ...["subscribeHolders"],
    ...["checkDueHealth", "ensureWorkspace", "ensureHooks", "rehookWorkspaces"],
    ...["takeWorkspaceLease"],
    ...["settlePurchase", "settlePurchases", "takePurchaseTurn", "readPurchase"],
    ...["followPurchases", "deliverEvents", "deliverTo", "startDelivering", "attemptDelivery"],
    ...["deliverAsTheyHappen", "settleAttempt", "tellStopped", "openSecrets", "sealSecret"],
    ...["lookAfterPurchase"],
    ...["resolveShares", "scanShares", "tieShare", "readAccount", "registerSandboxWebhook"],
  ];
  // What a provider's signature lets in, and what follows from it.
  const signed = [
    // A link's secret lets in as much as a signature.
    "requestFreshLink",
    ...["checkAccess", "noteAccountEvent", "noteChannel", "noteRemoval", "noteShare"],
    ...["handleBirdEvent", "handleMetaEvent", "processWebhooks", "startProcessing"],
    ...["receiveBird", "receiveMeta", "signingKeyOf"],
    ...["deauthorizePerson", "getDeletion", "keepRequest", "requestDeletion"],
  ];
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((file) => /\.tsx?$/.test(file) && !/test(ing)?\.ts$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(import.meta.dirname, file), "utf8");
      return [
        ...text.matchAll(
          /^export (?:async )?function (\w+)\(\s*ctx: Context(?:<Member>|<TenantActor>|,|\))/gm,
        ),
      ].map(([, name = ""]) => name);
    });
  return found.filter((name) => ![...internal, ...system, ...signed].includes(name));
}
