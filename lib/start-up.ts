import { releaseLeases } from "@/db/queries/leases";
import { ensureFirstOperator } from "@/lib/auth/ensure-first-operator";
import { env } from "@/lib/env";
import { startSweeping } from "@/lib/jobs/start-sweeping";
import { ensureSandboxLink } from "@/lib/links/ensure-sandbox-link";
import { log } from "@/lib/log";
import { systemContext } from "@/lib/system-context";

/** What a process does once its database is migrated: first operator, due work, and the block that greets. */
export async function startUp(): Promise<void> {
  const ctx = await systemContext();
  const operator = await ensureFirstOperator(ctx.db, ctx.env);
  const link = env().sandboxUrl ? await ensureSandboxLink(ctx) : undefined;
  // The embedded database has one process, so what is leased now was leased by one that died.
  if (!ctx.env.databaseUrl) await releaseLeases(ctx.db);
  startSweeping(ctx);
  process.stdout.write(greeting({ operator, link }));
  for (const [provider, { missing }] of Object.entries({ meta: env().meta, bird: env().bird })) {
    if (missing.length > 0)
      log().warn({ provider, missing, party: "isv" }, "provider is not configured");
  }
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
