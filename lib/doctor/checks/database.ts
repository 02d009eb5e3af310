import { countPendingMigrations } from "@/db/migrate";
import { pingDatabase, readServerVersion } from "@/db/queries/doctor";
import type { Db } from "@/db/types";
import { defineCheck, ok, problem, warning } from "../check";
import { databaseMissing } from "../trouble";

const LEAST_VERSION = 140_000;
const SLOW_MS = 50;
const PINGS = 5;

/** Whether the database is new enough, up to date, and near. */
export const database = defineCheck({
  id: "database",
  group: "portal",
  async run(ctx) {
    const { db } = ctx;
    if (!db) {
      const { databaseTrouble: trouble } = ctx;
      return trouble?.kind === "unreachable"
        ? problem("down", { saw: trouble.text })
        : databaseMissing(ctx);
    }
    const kind = ctx.env.databaseUrl ? "PostgreSQL" : "Embedded PostgreSQL";
    const { text, number } = await readServerVersion(db);
    const version = `${kind} ${text}`;
    if (number < LEAST_VERSION) return problem("old", { version });
    const pending = await countPendingMigrations(db);
    // The portal brings it up to date when it starts, so only beside a running one something is wrong.
    if (pending > 0) return (ctx.isServing ? problem : warning)("behind", { version, pending });
    const milliseconds = await latencyOf(db);
    if (milliseconds > SLOW_MS) return warning("slow", { version, milliseconds });
    if (!ctx.env.databaseUrl && !ctx.env.sandboxUrl)
      return warning("embedded", { version, milliseconds });
    return ok("ready", { version, milliseconds });
  },
});

/** The median of a few round trips, in milliseconds. */
async function latencyOf(db: Db): Promise<number> {
  const took: number[] = [];
  for (let ping = 0; ping < PINGS; ping += 1) {
    const startedAt = performance.now();
    await pingDatabase(db);
    took.push(performance.now() - startedAt);
  }
  const middle = took.toSorted((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0;
  return Math.round(middle * 10) / 10;
}
