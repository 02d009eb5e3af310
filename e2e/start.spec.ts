import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./fixtures";
import { startPortal, withoutConfiguration } from "./support/portal";

const ROOT = path.resolve(import.meta.dirname, "..");

test.beforeEach(() => {
  test.slow();
});

test("answers on its health addresses, uncached", async ({ request }) => {
  for (const name of ["live", "ready"]) {
    const response = await request.get(`/api/health/${name}`);
    expect(response.status()).toBe(200);
    expect(response.headers()["cache-control"]).toBe("no-store");
    expect(await response.json()).toEqual({ status: "ok" });
  }
});

test("says which port is taken and how to choose another", ({ baseURL }) => {
  const port = new URL(baseURL ?? "").port;
  const { status, stderr } = start({ PORT: port });
  expect(status).toBe(1);
  expect(stderr).toContain(`PORT=${Number(port) + 1} npm start`);
});

test("names what is wrong with its configuration", () => {
  const { status, stderr } = start({
    PORT: "0",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("AUTH_SECRET: required with DATABASE_URL");
});

test("refuses to open an embedded database twice", async () => {
  const first = await startPortal();
  const second = await startPortal({ DATA_DIR: first.dataDir }).catch(String);
  expect(second).toContain("The embedded database is in use by process");
  expect(await first.stop()).toBe(0);
  expect(existsSync(path.join(first.dataDir, "pglite.lock"))).toBe(false);
});

test("leaves no orphan when it is killed, and starts again on what was left", async () => {
  const first = await startPortal();
  await first.stop("SIGKILL");
  await expect(async () => {
    expect(await isUp(first.url)).toBe(false);
    expect(first.sandboxUrl && (await isUp(first.sandboxUrl))).toBe(false);
    // What was under way has ended, too, and the database is closed.
    expect(existsSync(path.join(first.dataDir, "pglite.lock"))).toBe(false);
  }).toPass({ timeout: 10_000 });
  const second = await startPortal({ DATA_DIR: first.dataDir });
  expect(await second.crash()).toBe(137);
  expect(second.logs()).toContain("The portal has ended (SIGKILL).");
  expect(second.sandboxUrl && (await isUp(second.sandboxUrl))).toBe(false);
  const third = await startPortal({ DATA_DIR: first.dataDir });
  expect(await third.stop()).toBe(0);
});

function start(env: Record<string, string>) {
  return spawnSync(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 20_000,
    env: { ...withoutConfiguration(process.env), ...env, NODE_ENV: process.env.NODE_ENV },
  });
}

function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
