import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { describeError } from "./log";

describe("what the log says of an error", () => {
  it("holds no query parameter", () => {
    const cause = Object.assign(new Error("duplicate key value"), {
      detail: "Key (code_hash)=(secret)",
    });
    const error = new DrizzleQueryError("insert into t values ($1)", ["secret"], cause);
    expect(JSON.stringify(describeError(error))).not.toContain("secret");
    expect(describeError(error)).toMatchObject({ cause: { message: "duplicate key value" } });
  });

  it("holds nothing that an error carries beside its name, message and stack", () => {
    const error = Object.assign(new Error("failed"), { request: { token: "secret" } });
    expect(JSON.stringify(describeError(error))).not.toContain("secret");
  });
});
