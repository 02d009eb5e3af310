import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DatabaseLockedError, lockEmbedded } from "@/db/embedded-lock";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "perch-lock-"));
  file = path.join(folder, "pglite.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holder = (fields: object) =>
  writeFileSync(
    file,
    JSON.stringify({ pid: process.pid, startMarker: "", host: hostname(), ...fields }),
  );

it("refuses a second opener by name, until the first lets go", () => {
  const release = lockEmbedded(folder);
  expect(() => lockEmbedded(folder)).toThrow(DatabaseLockedError);
  expect(() => lockEmbedded(folder)).toThrow(`process ${process.pid}`);
  release();
  expect(existsSync(file)).toBe(false);
  lockEmbedded(folder)();
});

it("takes over from a process that is gone", () => {
  const gone = spawnSync(process.execPath, ["--version"]);
  holder({ pid: gone.pid });
  const release = lockEmbedded(folder);
  expect(readFileSync(file, "utf8")).toContain(`"pid":${process.pid},`);
  release();
});

it.runIf(process.platform !== "win32")("takes over when the pid now belongs to another", () => {
  holder({ startMarker: "an earlier boot 42" });
  lockEmbedded(folder)();
  expect(existsSync(file)).toBe(false);
});

it("believes a holder in another container while its heartbeat is fresh", () => {
  holder({ host: "another-container", pid: 1 });
  expect(() => lockEmbedded(folder)).toThrow("another-container");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  lockEmbedded(folder)();
});

it("leaves a lock alone that has become someone else's", () => {
  const release = lockEmbedded(folder);
  holder({ pid: 1, startMarker: "other" });
  release();
  expect(existsSync(file)).toBe(true);
});
