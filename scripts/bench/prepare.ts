import { insertTenant } from "../../db/queries/tenants";
import { members, sessions, users } from "../../db/schema";
import type { Db } from "../../db/types";
import { digest, newSecret } from "../../lib/vault/digest";
import type { Running } from "./servers";

export type Bench = { db: Db; tenantId: string; cookie: string };
export type Target = { name: "bare" | "floor" | "perch"; server: Running };

/** A tenant with a member who is signed in. */
export async function prepare(db: Db): Promise<Bench> {
  const tenant = await insertTenant(db, { name: "Bench" });
  const [user] = await db.insert(users).values({ name: "Bench" }).returning();
  if (!user) throw new Error("no user");
  await db.insert(members).values({ tenantId: tenant.id, userId: user.id });
  const token = newSecret();
  const expires = new Date(Date.now() + 86_400_000);
  await db
    .insert(sessions)
    .values({ sessionToken: digest(token), userId: user.id, tenantId: tenant.id, expires });
  return { db, tenantId: tenant.id, cookie: `authjs.session-token=${token}` };
}
