import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { ROOT } from "./paths";

const run = promisify(execFile);
const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc");

/** The first block of a language in a document, as a reader copies it. */
function blockOf(file: string, language: string): string {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(text)?.[1] ?? "";
}

/** What a strict compiler says of it, with the project's own flags and one more that readers may have. */
async function complaintsOf(code: string, extension: "ts" | "tsx"): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "perch-documentation-"));
  try {
    writeFileSync(path.join(folder, `block.${extension}`), code);
    const config = {
      extends: path.join(ROOT, "tsconfig.json"),
      compilerOptions: {
        ...{ incremental: false, exactOptionalPropertyTypes: true, types: ["node"] },
        typeRoots: [path.join(ROOT, "node_modules/@types")],
        paths: { "*": ["@types/*", "*"].map((name) => path.join(ROOT, "node_modules", name)) },
      },
      include: [`block.${extension}`],
    };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    await run(process.execPath, [TSC, "--project", folder]);
    return "";
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it.each([
  ["README.md", "ts"],
  ["docs/embedding.md", "tsx"],
] as const)(
  "%s has a program that a strict compiler takes",
  async (file, language) => {
    const code = blockOf(file, language);
    expect(code).toContain("export ");
    expect(await complaintsOf(code, language)).toBe("");
  },
  60_000,
);

it("would hear of a program that it does not", async () => {
  const wrong = "export const first: string = [1][0];";
  expect(await complaintsOf(wrong, "ts")).toContain("TS2322");
}, 60_000);
