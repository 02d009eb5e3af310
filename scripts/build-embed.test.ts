import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildEmbed } from "./build-embed";

const folder = mkdtempSync(path.join(tmpdir(), "perch-embed-"));
let script = "";
beforeAll(async () => {
  const file = path.join(folder, "embed.js");
  await buildEmbed(file);
  script = readFileSync(file, "utf8");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("embed.js", () => {
  it("is under 5 kB as it travels", () => {
    const sizeBytes = gzipSync(script).length;
    expect(sizeBytes).toBeGreaterThan(400);
    expect(sizeBytes).toBeLessThan(5 * 1024);
  });

  it("loads nothing, evaluates nothing, writes to no origin at large and none but its own name", () => {
    expect(script).not.toMatch(/\bimport\b|\brequire\b|\beval\b|new Function|fetch\(|innerHTML/);
    expect(script).not.toMatch(/["'`]\*["'`]/);
    expect(script.match(/window\.\w+=/g)).toEqual(["window.Perch="]);
  });
});
