import { afterAll, expect, it } from "vitest";
import { closeDb } from "@/db/client";
import { checkReadiness } from "./health";

afterAll(closeDb);

it("is not ready while the database does not answer, and says no more than that", async () => {
  process.env.LOG_LEVEL = "silent";
  process.env.DATABASE_URL = "postgres://perch:hunter2@127.0.0.1:1/perch";
  process.env.AUTH_SECRET = "a".repeat(32);
  process.env.ENCRYPTION_KEYS = `k1:${Buffer.alloc(32).toString("base64")}`;
  expect(await checkReadiness()).toEqual({
    ready: false,
    reason: "The database does not answer.",
  });
});
