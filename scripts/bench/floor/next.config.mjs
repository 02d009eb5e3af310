import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");

export default {
  output: "standalone",
  turbopack: { root },
  outputFileTracingRoot: root,
  serverExternalPackages: ["pg"],
};
