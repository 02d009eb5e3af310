import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deletionRequests } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { APP_SECRET, systemWith } from "@/lib/webhooks/testing";
import { deauthorizePerson } from "./deauthorize-person";
import { getDeletion } from "./get-deletion";
import { requestDeletion } from "./request-deletion";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

function signed(payload: object, secret = APP_SECRET): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${createHmac("sha256", secret).update(encoded).digest("base64url")}.${encoded}`;
}
const person = (userId: string) => ({
  algorithm: "HMAC-SHA256",
  issued_at: 1_291_836_800,
  user_id: userId,
});

it("answers a request with its code, the same one each time, and shows what became of it", async () => {
  const { ctx } = await systemWith(fresh.db);
  const request = signed(person("218471"));
  const answer = await requestDeletion(ctx, request);
  expect(answer.confirmation_code).toMatch(/^[0-9a-z]{24,}$/);
  expect(answer.url).toBe(`${ctx.env.appUrl}/deletion/${answer.confirmation_code}`);
  expect(await requestDeletion(ctx, request)).toEqual(answer);
  expect(await requestDeletion(ctx, request.replace(".", "=."))).toEqual(answer);
  const rows = await fresh.db
    .select()
    .from(deletionRequests)
    .where(eq(deletionRequests.confirmationCode, answer.confirmation_code));
  expect(rows).toMatchObject([{ kind: "data_deletion", issuedAt: new Date(1_291_836_800_000) }]);
  expect(JSON.stringify(rows)).not.toContain("218471");
  expect(await getDeletion(ctx, answer.confirmation_code)).toMatchObject({
    kind: "data_deletion",
    completedAt: expect.any(Date),
  });
  const other = await requestDeletion(ctx, signed(person("218472")));
  expect(other.confirmation_code).not.toBe(answer.confirmation_code);
});

it("keeps a removal of the app apart from a request to delete", async () => {
  const { ctx } = await systemWith(fresh.db);
  const request = signed(person("31"));
  expect(await deauthorizePerson(ctx, request)).toEqual({});
  await requestDeletion(ctx, request);
  const kinds = (await fresh.db.select().from(deletionRequests)).map(({ kind }) => kind);
  expect(kinds).toContain("deauthorize");
});

it("takes nothing that our secret has not signed, and shows nothing to who guesses", async () => {
  const { ctx } = await systemWith(fresh.db);
  const before = await fresh.db.$count(deletionRequests);
  for (const request of ["", "x", "a.b", signed(person("1"), "wrong"), signed({ user_id: "1" })])
    for (const verb of [requestDeletion, deauthorizePerson])
      await expect(verb(ctx, request)).rejects.toMatchObject({ code: "malformed_body" });
  expect(await fresh.db.$count(deletionRequests)).toBe(before);
  for (const code of ["", "0".repeat(32), "\u0000", "0".repeat(5_000)])
    await expect(getDeletion(ctx, code)).rejects.toMatchObject({ code: "not_found" });
});
