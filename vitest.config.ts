import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

const FOLDERS = ["lib", "db", "sandbox", "scripts", "components", "app"];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`),
);
const mocking = files.filter((file) => readFileSync(file, "utf8").includes("vi.mock("));

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: files.filter((file) => !mocking.includes(file)),
          // To load the modules anew for each file takes longer than the tests do; they share nothing but what is constant.
          isolate: false,
        },
      },
      // A module that was loaded with another file's mock in it would keep that one.
      { extends: true, test: { name: "mocking", include: mocking, isolate: true } },
    ],
  },
});
