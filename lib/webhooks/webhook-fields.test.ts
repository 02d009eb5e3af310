import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { WEBHOOK_FIELDS } from "./webhook-fields";

it("the README names every field that an operator has to subscribe to", () => {
  const readme = readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");
  for (const field of WEBHOOK_FIELDS) expect(readme).toContain(`\`${field}\``);
});
