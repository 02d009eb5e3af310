import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpoints as endpointRows } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { startBoss } from "@/lib/jobs/boss";
import { createVault } from "@/lib/vault/seal";
import { clock } from "./checks/clock";
import { database } from "./checks/database";
import { encryptionKeys } from "./checks/encryption-keys";
import { endpoints } from "./checks/endpoints";
import { mail } from "./checks/mail";
import { reachability } from "./checks/reachability";
import { workers } from "./checks/workers";
import { bareContext, doctorContext } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
const closers: (() => void)[] = [];
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(async () => {
  for (const close of closers) close();
  await fresh.close();
});

/** A server on a free port; its address. */
async function listen(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer ?? (() => {}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const context = async (variables: Record<string, string> = {}, change = {}) =>
  (await doctorContext({ variables, change: { db: fresh.db, ...change } })).ctx;

describe("the database", () => {
  it("is told with its version and latency", async () => {
    expect(await database.run(await context())).toMatchObject({
      finding: expect.stringMatching(/^(ready|slow)$/),
      facts: { version: expect.stringMatching(/PostgreSQL 1\d/) },
    });
  });
  it("may be locked, unreachable, or behind", async () => {
    const locked = { kind: "locked" as const, text: "in use by process 1" };
    const down = { kind: "unreachable" as const, text: "ECONNREFUSED" };
    expect(
      await database.run(await context({}, { db: undefined, databaseTrouble: locked })),
    ).toMatchObject({ status: "skipped", finding: "databaseLocked" });
    expect(
      await database.run(await context({}, { db: undefined, databaseTrouble: down })),
    ).toMatchObject({ status: "problem", facts: { saw: "ECONNREFUSED" } });
    const trial = fresh.db.transaction(async (tx) => {
      await tx.execute(sql`delete from drizzle.__drizzle_migrations where created_at =
        (select max(created_at) from drizzle.__drizzle_migrations)`);
      expect(await database.run(await context({}, { db: tx }))).toMatchObject({
        status: "problem",
        facts: { pending: 1 },
      });
      expect(await database.run(await context({}, { db: tx, isServing: false }))).toMatchObject({
        status: "warning",
      });
      tx.rollback();
    });
    await expect(trial).rejects.toThrow(/rollback/i);
  });
});

describe("encryption keys", () => {
  const key = (kid: string, fill: number) => ({
    text: `${kid}:${Buffer.alloc(32, fill).toString("base64")}`,
    vault: createVault([{ kid, key: new Uint8Array(32).fill(fill) }]),
  });
  const [old, active] = [key("k1", 1), key("k2", 2)];
  const seal = async (vault: typeof old.vault, id: string) => {
    const sealed = await vault.seal("token", { tenantId: "t", rowId: id });
    await fresh.db.execute(sql`insert into tenants (id, name) values (${id}, 'x')`);
    await fresh.db.execute(sql`insert into workspaces
      (workspace_id, tenant_id, sealed_signing_key, hook_url) values (${id}, ${id}, ${sealed}, '')`);
  };

  it("tell which of them the database still needs", async () => {
    const both = { ENCRYPTION_KEYS: `${active.text},${old.text}` };
    expect(await encryptionKeys.run(await context(both))).toMatchObject({ finding: "current" });
    await seal(active.vault, "00000000-0000-4000-8000-000000000002");
    expect(await encryptionKeys.run(await context(both))).toMatchObject({
      finding: "spare",
      facts: { spare: ["k1"], sampled: 1 },
    });
    await seal(old.vault, "00000000-0000-4000-8000-000000000001");
    expect(await encryptionKeys.run(await context(both))).toMatchObject({
      status: "ok",
      finding: "old",
      facts: { old: ["k1"], active: "k2", count: 2, sampled: 2 },
    });
    const lost = await context({ ENCRYPTION_KEYS: active.text });
    expect(await encryptionKeys.run(lost)).toMatchObject({
      status: "problem",
      finding: "lost",
      facts: { lost: ["k1"] },
    });
  });
  it("are tried without a database, too", async () => {
    expect(await encryptionKeys.run(bareContext())).toMatchObject({ finding: "unseen" });
  });
});

describe("workers", () => {
  it("are missed while nobody sees to the queues", { timeout: 90_000 }, async () => {
    expect(await workers.run(await context())).toMatchObject({ finding: "none" });
    expect(await workers.run(await context({}, { isServing: false }))).toMatchObject({
      finding: "stopped",
    });
    const { boss } = await startBoss(fresh.db, { isWorker: false });
    try {
      expect(await workers.run(await context())).toMatchObject({ finding: "none" });
      await boss.supervise();
      expect(await workers.run(await context())).toMatchObject({ status: "ok", finding: "busy" });
      await boss.send("sweep", {});
      for (const [age, finding] of [
        ["90 seconds", "late"],
        ["10 minutes", "stuck"],
      ] as const) {
        await fresh.db.execute(
          sql`update pgboss.job set created_on = now() - ${age}::interval, start_after = now() - ${age}::interval`,
        );
        expect(await workers.run(await context())).toMatchObject({
          finding,
          facts: { queue: "sweep" },
        });
      }
      await fresh.db.execute(sql`update pgboss.queue set
        monitor_on = now() - interval '5 minutes', monitor_claim_on = now() - interval '5 minutes'`);
      await fresh.db.execute(sql`update pgboss.version set cron_on = null`);
      expect(await workers.run(await context())).toMatchObject({
        status: "problem",
        finding: "silent",
      });
    } finally {
      await boss.stop({ graceful: false, close: false });
    }
  });
});

describe("endpoints", () => {
  it("are well when the last post arrived, and named when none does", async () => {
    const finding = async () => endpoints.run(await context());
    expect(await finding()).toMatchObject({ status: "skipped", finding: "none" });
    const row = { url: "https://hooks.example/secret-path", sealedSecret: "sealed" };
    await fresh.db.insert(endpointRows).values([row, row]);
    expect(await finding()).toMatchObject({ finding: "arriving", facts: { count: 2 } });
    await fresh.db.update(endpointRows).set({ failingSince: new Date() });
    expect(await finding()).toMatchObject({
      ...{ status: "warning", finding: "silent" },
      facts: { hosts: ["hooks.example"] },
    });
    await fresh.db.update(endpointRows).set({ state: "stopped", stopReason: "silent" });
    expect(await finding()).toMatchObject({ status: "problem", finding: "stopped" });
    await fresh.db.delete(endpointRows);
  });
});

describe("reachability", () => {
  it("asks our own health through APP_URL", async () => {
    const alive = await listen((_, answer) => answer.end('{"status":"ok"}'));
    expect(await reachability.run(await context({ APP_URL: alive }))).toMatchObject({
      finding: "local",
    });
    const real = { ...bareContext(), env: { ...bareContext().env, appUrl: alive } };
    expect(await reachability.run(real)).toMatchObject({ status: "problem", finding: "private" });
    const other = await listen((_, answer) => answer.end("<html>"));
    expect(await reachability.run(await context({ APP_URL: other }))).toMatchObject({
      finding: "stranger",
    });
  });
  it("minds silence only beside a running portal", async () => {
    const APP_URL = "http://127.0.0.1:9";
    expect(await reachability.run(await context({ APP_URL }))).toMatchObject({
      status: "problem",
      finding: "silent",
    });
    expect(await reachability.run(await context({ APP_URL }, { isServing: false }))).toMatchObject({
      status: "warning",
      finding: "stopped",
    });
  });
});

describe("mail", () => {
  /** Says what a mail server says, and takes or refuses the password. */
  async function mailServer(auth: string) {
    const lines: string[] = [];
    const server = createTcpServer((socket) => {
      socket.write("220 mail ESMTP\r\n");
      socket.on("data", (data) => {
        const line = data.toString();
        lines.push(line.slice(0, 4).trim());
        if (/^EHLO/i.test(line)) socket.write("250-mail\r\n250 AUTH PLAIN\r\n");
        else if (/^AUTH/i.test(line)) socket.write(`${auth}\r\n`);
        else socket.end("221 bye\r\n");
      });
      socket.on("error", () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    return { url: `smtp://user:canary-password@127.0.0.1:${port}`, lines };
  }

  it("signs in and sends nothing", async () => {
    const { url: SMTP_URL, lines } = await mailServer("235 ok");
    expect(await mail.run(await context({ SMTP_URL }))).toMatchObject({ finding: "ready" });
    expect(lines).not.toContain("MAIL");
  });
  it("names no password when it is refused", async () => {
    const { url: SMTP_URL } = await mailServer("535 bad credentials canary-password");
    const verdict = await mail.run(await context({ SMTP_URL }));
    expect(verdict).toMatchObject({ status: "problem", finding: "rejected" });
    expect(JSON.stringify(verdict)).not.toContain("canary");
  });
  it("may be unreachable, absent, or the sandbox's", async () => {
    expect(await mail.run(await context({ SMTP_URL: "smtp://127.0.0.1:9" }))).toMatchObject({
      finding: "unreachable",
    });
    expect(await mail.run(bareContext())).toMatchObject({ finding: "absent" });
    const { ctx } = await doctorContext({ meta: { "GET /inbox": { body: [] } } });
    expect(await mail.run(ctx)).toMatchObject({ finding: "inbox" });
    expect(await mail.run(await context())).toMatchObject({ finding: "noInbox" });
  });
});

describe("the clock", () => {
  const ahead = (ms: number) => () => new Date(Date.now() + ms);
  it.each([
    [0, "ok", "right"],
    [6_000, "warning", "off"],
    [60_000, "problem", "off"],
    [-60_000, "problem", "off"],
  ])("%d ms ahead", async (ms, status, finding) => {
    const verdict = await clock.run(await context({}, { now: ahead(ms) }));
    expect(verdict).toMatchObject({ status, finding });
    if (ms) expect(verdict.facts.direction).toBe(ms > 0 ? "ahead" : "behind");
  });
  it("cannot be compared while nobody tells the time", async () => {
    expect(await clock.run(bareContext())).toMatchObject({ status: "skipped" });
  });
});
