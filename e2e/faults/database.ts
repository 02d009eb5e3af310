import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Client } from "pg";
import { findPostgres } from "../../scripts/postgres";
import type { Dump, Row } from "../support/dump";

export type Database = {
  /** Through the cable that `cut` cuts. */
  url: string;
  query: <T extends Row>(text: string) => Promise<T[]>;
  dump: () => Promise<Dump>;
  /** Breaks every connection of the portals, and takes no new one until mended. */
  cut: () => void;
  mend: () => void;
  drop: () => Promise<void>;
};

/** A database of its own on the PostgreSQL server of the tests, or undefined where there is none. */
export async function newDatabase(): Promise<Database | undefined> {
  const server = await findPostgres();
  if (!("url" in server)) return undefined;
  // Named as the databases of other tests are, so that leftovers are cleared away with theirs.
  const name = `perch_test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name} template template0`);
  const direct = new URL(server.url);
  direct.pathname = `/${name}`;
  const client = new Client({ connectionString: direct.href });
  await client.connect();
  const cable = await layCable(direct);
  const query: Database["query"] = async <T extends Row>(text: string) =>
    (await client.query<T>(text)).rows;
  return {
    query,
    url: cable.url,
    cut: cable.cut,
    mend: cable.mend,
    dump: async () => {
      const dump: Dump = {};
      for (const table of ["connections", "connection_steps", "audit_log"])
        dump[table] = await query(`select * from ${table}`);
      return dump;
    },
    drop: async () => {
      cable.close();
      await client.end();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

async function layCable(direct: URL) {
  const socketFolder = direct.searchParams.get("host");
  const port = Number(direct.port || 5432);
  const target = socketFolder?.startsWith("/")
    ? { path: `${socketFolder}/.s.PGSQL.${port}` }
    : { host: direct.hostname, port };
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target);
    const ends: [Socket, Socket][] = [
      [near, far],
      [far, near],
    ];
    for (const [one, other] of ends) {
      sockets.add(one);
      one.on("error", () => {});
      one.once("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(direct);
  url.searchParams.delete("host");
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      breakAll();
      server.close();
    },
  };
}
