import { Client } from "pg";

const CONNECT_LIMIT_MS = 2_000;

/** A PostgreSQL server on which tests may create databases, or why there is none. */
export async function findPostgres(): Promise<{ url: string } | { reason: string }> {
  const { TEST_DATABASE_URL, DATABASE_URL } = process.env;
  const candidates = [
    TEST_DATABASE_URL,
    DATABASE_URL,
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres://postgres@localhost/postgres?host=/var/run/postgresql",
  ];
  let reason = "";
  for (const url of candidates) {
    if (!url) continue;
    const problem = await problemOf(url);
    if (!problem) return { url };
    reason ||= problem;
  }
  return { reason };
}

async function problemOf(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ may: boolean }>(
      "select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user",
    );
    return rows[0]?.may ? undefined : "its user may not create databases";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "no answer";
  } finally {
    await client.end().catch(() => {});
  }
}
