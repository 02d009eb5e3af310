import { getDb } from "@/db/client";
import { releaseAllLeases } from "@/db/queries/connection-lease";
import { releaseDeliveryLeases } from "@/db/queries/deliveries";
import { listUnfinished } from "@/db/queries/dropped-connections";
import { releaseLeases } from "@/db/queries/leases";
import { releaseWorkspaceLeases } from "@/db/queries/workspaces";
import { ensureFirstOperator } from "@/lib/auth/ensure-first-operator";
import { startAdvancing } from "@/lib/connections/start-advancing";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { getBoss } from "@/lib/jobs/boss";
import { startWorkers } from "@/lib/jobs/start-workers";
import { ensureSandboxLink } from "@/lib/links/ensure-sandbox-link";
import { log } from "@/lib/log";
import { systemContext } from "@/lib/system-context";
import { registerSandboxWebhook } from "@/lib/webhooks/register-sandbox-webhook";

/** What a process does once its database is migrated: first operator, due work, and the block that greets. */
export async function startUp(): Promise<void> {
  await getBoss(await getDb(), { isWorker: env().runsJobs });
  const ctx = await systemContext();
  const operator = await ensureFirstOperator(ctx.db, ctx.env);
  const link = env().sandboxUrl ? await ensureSandboxLink(ctx) : undefined;
  if (!ctx.env.databaseUrl) await takeOver(ctx);
  if (ctx.env.runsJobs) await startWorkers(ctx);
  if (ctx.env.sandboxUrl)
    ctx.jobs.soon("sandbox webhook", () => registerSandboxWebhook(ctx), 1_000);
  process.stdout.write(greeting({ operator, link }));
  for (const [provider, { missing }] of Object.entries({ meta: env().meta, bird: env().bird })) {
    if (missing.length > 0)
      log().warn({ provider, missing, party: "isv" }, "provider is not configured");
  }
}

const TAKEN_OVER_MAX = 1_000;

/** The embedded database has one process, so what is leased at its start was leased by one that died. */
async function takeOver(ctx: Context): Promise<void> {
  await releaseLeases(ctx.db);
  await releaseAllLeases(ctx.db);
  await releaseWorkspaceLeases(ctx.db);
  await releaseDeliveryLeases(ctx.db);
  for (const key of await listUnfinished(ctx.db, TAKEN_OVER_MAX)) startAdvancing(ctx, key);
}

type Greeting = {
  operator: { email: string; password?: string | undefined } | undefined;
  link: string | undefined;
};

function greeting({ operator, link }: Greeting): string {
  const { appUrl, sandboxUrl } = env();
  const lines = [
    `  Perch          ${appUrl}`,
    operator &&
      `  Operator       ${operator.email}${operator.password ? `  ${operator.password}` : ""}`,
    link && `  Customer link  ${link}`,
    sandboxUrl &&
      `  Sandbox        ${sandboxUrl}  stands in for Meta and Bird; nothing leaves this machine`,
  ];
  return `\n${lines.filter(Boolean).join("\n")}\n\n`;
}
