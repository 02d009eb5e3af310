import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openEmbedded } from "../../db/drivers";
import { lockEmbedded } from "../../db/embedded-lock";
import { migrate } from "../../db/migrate";
import { ROOT } from "../paths";

const LIMIT_MS = 120_000;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "perch-cli-"));
  const { db, close } = await openEmbedded(folder);
  await migrate(db);
  await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cli(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const program = ["--import", "tsx", path.join(ROOT, "scripts/cli.ts"), ...args];
  const { PATH, HOME } = process.env;
  const env = { NODE_ENV: "test" as const, PATH, HOME, DATA_DIR: folder, SANDBOX: "false" };
  const child = spawn(process.execPath, program, { cwd: ROOT, env });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    texts.out += data;
  });
  child.stderr.on("data", (data) => {
    texts.err += data;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, ...texts })));
}

it(
  "works on the database of a stopped portal, twice in a row, and answers programs in JSON",
  async () => {
    const made = await cli("tenant", "create", "--name", "Harbor Coffee", "--json");
    expect(made.status, made.err).toBe(0);
    const { tenantId } = JSON.parse(made.out);
    const link = await cli("link", "create", "--tenant-id", tenantId);
    expect(link.status, link.err).toBe(0);
    expect(link.out).toMatch(/^http:\/\/\S+\/c\/[\w-]{43}$/m);
  },
  LIMIT_MS,
);

it(
  "says in one line what to do: a running portal, nothing there, a wrong word",
  async () => {
    const release = lockEmbedded(folder);
    const locked = await cli("return-secret", "rotate", "--json");
    release();
    expect(locked.status).toBe(1);
    expect(JSON.parse(locked.out).error).toMatchObject({
      code: "locked",
      message: expect.stringMatching(/stop the portal first, or move to PostgreSQL/),
    });
    const wrong = await cli("tenant", "make");
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.err.trim().split("\n")).toEqual([
      '"tenant" needs one of: tenant create.',
      "Help: npm run cli -- --help",
    ]);
    const help = await cli("--help");
    expect(help).toMatchObject({ status: 0, err: "" });
  },
  LIMIT_MS,
);
