import { optionsFromEnv } from "./config.ts";
import { startSandbox } from "./start-sandbox.ts";

try {
  const { url } = await startSandbox(optionsFromEnv(process.env));
  console.log(`sandbox ready ${url}`);
  process.send?.({ type: "sandbox-ready", url });
  process.on("disconnect", () => process.exit(0));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    const port = process.env.SANDBOX_PORT || "4000";
    return `The sandbox cannot start: port ${port} is taken. Set SANDBOX_PORT to a free port, or to 0 for any.`;
  }
  return `The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`;
}
