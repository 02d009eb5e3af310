import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { members, tenants, users } from "@/db/schema";
import type { Db } from "@/db/types";

export type UserRow = typeof users.$inferSelect;

export async function findUser(db: Db, userId: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  return row;
}

/** E-mail addresses are stored in lower case. */
export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email.toLowerCase()));
  return row;
}

/** The tenant a member signs in to by e-mail: the newest membership of a tenant that is not archived. */
export async function findNewestTenantId(db: Db, userId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ tenantId: members.tenantId })
    .from(members)
    .innerJoin(tenants, eq(tenants.id, members.tenantId))
    .where(and(eq(members.userId, userId), isNull(tenants.archivedAt)))
    .orderBy(desc(members.createdAt), desc(members.tenantId))
    .limit(1);
  return row?.tenantId;
}

/** The user with this e-mail, made when absent; safe when two requests race. */
export async function ensureUserByEmail(db: Db, email: string): Promise<UserRow> {
  const address = email.toLowerCase();
  await db.insert(users).values({ email: address }).onConflictDoNothing();
  const found = await findUserByEmail(db, address);
  if (!found) throw new Error("A user vanished while it was being created.");
  return found;
}

/** A user without e-mail under a fixed id, made when absent. */
export async function ensureUserById(db: Db, userId: string): Promise<void> {
  await db.insert(users).values({ id: userId }).onConflictDoNothing();
}

export async function ensureMember(
  db: Db,
  member: { tenantId: string; userId: string },
): Promise<void> {
  await db.insert(members).values(member).onConflictDoNothing();
}

/** Makes an owner of this e-mail unless it is an operator already; never replaces a password. */
export async function ensureOwner(
  db: Db,
  owner: { email: string; passwordHash: string | undefined },
): Promise<UserRow | undefined> {
  const [row] = await db
    .insert(users)
    .values({ email: owner.email.toLowerCase(), role: "owner", passwordHash: owner.passwordHash })
    .onConflictDoUpdate({
      target: users.email,
      set: {
        role: "owner",
        passwordHash: sql`coalesce(${users.passwordHash}, excluded.password_hash)`,
      },
      setWhere: isNull(users.role),
    })
    .returning();
  return row;
}
