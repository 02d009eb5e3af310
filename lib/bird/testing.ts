import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createBirdClient } from "./client";

const SERVER = path.resolve(import.meta.dirname, "../../sandbox/server.ts");
const ACCESS = {
  accessKey: "sandbox-access-key",
  organizationId: "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11",
};

/** The stand-in for Bird as a process of its own, steered over its control API. */
export async function startSandboxProcess() {
  const child = fork(SERVER, {
    execArgv: ["--import", "tsx"],
    env: { NODE_ENV: "test", SANDBOX_PORT: "0" },
    silent: true,
  });
  const [ready] = (await once(child, "message")) as [{ url: string }];
  const { url } = ready;
  const control = async <T>(where: string, body?: unknown): Promise<T> => {
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    const answer = await fetch(
      `${url}/control/${where}`,
      body === undefined ? {} : { ...init, body: JSON.stringify(body) },
    );
    return (await answer.json()) as T;
  };
  const orders = async () => {
    const { counts } = await control<{ counts: Record<string, number> }>("requests?target=bird");
    const found = Object.entries(counts).filter(([name]) =>
      /^POST .*numbers-long-code$/.test(name),
    );
    return found.reduce((sum, [, count]) => sum + count, 0);
  };
  return { url, control, orders, close: () => child.kill() };
}
export type SandboxProcess = Awaited<ReturnType<typeof startSandboxProcess>>;

let serial = 0;

/** A workspace at the sandbox, a number for sale that nobody else looks at, and a client. */
export async function sandboxRoom(sandbox: SandboxProcess, country = "US") {
  const { id: workspaceId } = await sandbox.control<{ id: string }>("bird/workspaces", {
    name: "Shop",
  });
  serial += 1;
  const end = String(serial).padStart(3, "0");
  const phoneNumber = country === "NL" ? `+3120555${end}9` : `+1212556${end}9`;
  const item = { number: phoneNumber, country, type: "local", monthlyPrice: 3.5 };
  const { id: stockId } = await sandbox.control<{ id: string }>("bird/stock", item);
  const bird = createBirdClient({ ...ACCESS, apiUrl: `${sandbox.url}/bird`, timeoutMs: 3_000 });
  return { bird, workspaceId, phoneNumber, stockId };
}
