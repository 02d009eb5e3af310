import { expect, it } from "vitest";
import { openPostgres } from "@/db/drivers";
import { checkReadiness } from "./health";

it("is not ready while the database does not answer, and says no more than that", async () => {
  const gone = await openPostgres("postgres://perch:hunter2@127.0.0.1:1/perch", () => {});
  expect(await checkReadiness(async () => gone.db)).toEqual({
    ready: false,
    reason: "The database does not answer.",
  });
  await gone.close();
});
