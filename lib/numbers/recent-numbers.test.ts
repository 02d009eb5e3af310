import { expect, it, vi } from "vitest";
import { newId } from "@/lib/ids";
import { recentNumbers } from "./recent-numbers";

it("keeps the numbers of so many tenants, and forgets those that were read first", async () => {
  const now = () => new Date(0);
  const keys = Array.from({ length: 501 }, () => ({ tenantId: newId(), workspaceId: "w", now }));
  const read = vi.fn(async () => []);
  for (const key of keys) await recentNumbers(key, read);
  expect(read).toHaveBeenCalledTimes(501);
  for (const key of keys.slice(1)) await recentNumbers(key, read);
  expect(read).toHaveBeenCalledTimes(501);
  await recentNumbers(keys[0] ?? { tenantId: "", workspaceId: "", now }, read);
  expect(read).toHaveBeenCalledTimes(502);
});
