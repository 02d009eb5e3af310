import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { lockEmbedded } from "../db/embedded-lock";
import { startTestSandbox } from "../sandbox/testing";
import { ROOT } from "./paths";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let folder = "";
const LIMIT_MS = 120_000;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  folder = mkdtempSync(path.join(tmpdir(), "perch-doctor-"));
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

type Run = { status: number | null; text: string };

function doctor(variables: Record<string, string>, ...args: string[]): Promise<Run> {
  const program = ["--import", "tsx", path.join(ROOT, "scripts/doctor.ts"), ...args];
  const { PATH, HOME } = process.env;
  const env = { NODE_ENV: "test" as const, PATH, HOME, DATA_DIR: folder, ...variables };
  const child = spawn(process.execPath, program, { cwd: ROOT, env });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      text += data;
    });
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, text }));
  });
}

const inSandbox = () => ({ SANDBOX: "true", SANDBOX_URL: sandbox.url, PORT: "3999" });

it(
  "exits with 0 when nothing is wrong, and with 1 on a problem; beside a running portal it leaves the database alone",
  async () => {
    const release = lockEmbedded(folder);
    try {
      const broken = await doctor(inSandbox(), "--json");
      expect(broken.status, broken.text).toBe(1);
      const report = JSON.parse(broken.text);
      expect(report.status).toBe("problem");
      const of = (id: string) => report.checks.find((one: { id: string }) => one.id === id);
      expect(of("webhook_callback")).toMatchObject({ status: "problem" });
      expect(of("database")).toMatchObject({ status: "skipped" });
      expect(of("bird_permissions")).toMatchObject({ status: "ok" });

      sandbox.world.meta.webhook = {
        callbackUrl: "http://localhost:3999/api/webhooks/meta",
        fields: of("webhook_fields").facts.lacking.split(", "),
      };
      const mended = await doctor(inSandbox());
      expect(mended.status, mended.text).toBe(0);
      expect(mended.text).toContain("No problems");
      expect(mended.text).toContain("in use by the running portal");
      expect(mended.text).not.toMatch(/0123456789abcdef|sandbox-access-key|EAAG/);
    } finally {
      release();
    }
  },
  LIMIT_MS,
);

it(
  "names a variable that cannot be read",
  async () => {
    const { status, text } = await doctor({ META_APP_ID: "not-digits" }, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      status: "problem",
      error: expect.stringContaining("META_APP_ID"),
    });
  },
  LIMIT_MS,
);
