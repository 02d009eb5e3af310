import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["{lib,db,sandbox,scripts,components,app}/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
