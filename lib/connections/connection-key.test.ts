import { describe, expect, it } from "vitest";
import { SCOPES, type Scope } from "@/lib/api-keys/states";
import type { Actor, Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { changeableKey } from "./connection-key";

const tenantId = newId();
const connectionId = newId();
const asked = (actor: Actor, given?: string) =>
  changeableKey({ actor } as Context, { connectionId, tenantId: given });
const key = (...scopes: Scope[]): Actor => ({ kind: "api_key", keyId: newId(), scopes });
const operator = (role: "owner" | "admin" | "viewer"): Actor => ({
  kind: "operator",
  ...{ userId: newId(), sessionId: "s", role },
});
const member: Actor = {
  ...{ kind: "member", userId: newId(), tenantId, linkId: undefined },
  ...{ locale: "en", sessionId: "s" },
};

describe("who may change a connection", () => {
  it("is a member for their own tenant, whatever they name", () => {
    expect(asked(member, newId())).toEqual({ tenantId, connectionId });
  });

  it.each([operator("owner"), operator("admin"), key("connections:write")])(
    "is staff for the tenant that they name: %o",
    (actor) => {
      expect(asked(actor, tenantId)).toEqual({ tenantId, connectionId });
      expect(() => asked(actor)).toThrow("No connection with this id.");
    },
  );

  it.each([
    operator("viewer"),
    key(),
    key(...SCOPES.filter((scope) => scope !== "connections:write")),
  ])("is nobody else: %o", (actor) => {
    expect(() => asked(actor, tenantId)).toThrow(
      expect.objectContaining({ code: "forbidden" }) as Error,
    );
  });
});
