import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEncryptionKeys } from "./keys";
import { createVault, VaultError } from "./seal";

const key = (kid: string) => `${kid}:${randomBytes(32).toString("base64")}`;
const row = { tenantId: "t1", rowId: "r1" };

describe("vault", () => {
  it("opens what it sealed, for the same row and tenant only", async () => {
    const vault = createVault(parseEncryptionKeys(key("k1")));
    const sealed = await vault.seal("EAAG-secret", row);
    expect(sealed).not.toContain("EAAG");
    expect(await vault.open(sealed, row)).toBe("EAAG-secret");
    await expect(vault.open(sealed, { ...row, rowId: "r2" })).rejects.toThrow(VaultError);
    await expect(vault.open(sealed, { ...row, tenantId: "t2" })).rejects.toThrow(VaultError);
  });

  it("seals with the first key and opens with every key", async () => {
    const [older, newer] = [key("old"), key("new")];
    const sealed = await createVault(parseEncryptionKeys(older)).seal("s", row);
    const rotated = createVault(parseEncryptionKeys(`${newer},${older}`));
    expect(await rotated.open(sealed, row)).toBe("s");
    const resealed = await rotated.seal("s", row);
    await expect(createVault(parseEncryptionKeys(older)).open(resealed, row)).rejects.toThrow(
      /not in ENCRYPTION_KEYS/,
    );
  });

  it("refuses changed bytes without naming the secret", async () => {
    const vault = createVault(parseEncryptionKeys(key("k1")));
    const sealed = await vault.seal("EAAG-secret", row);
    const broken = `${sealed.slice(0, -3)}${sealed.endsWith("AAA") ? "BBB" : "AAA"}`;
    await expect(vault.open(broken, row)).rejects.toThrow(/^A sealed value could not be opened\.$/);
  });

  it("refuses keys that are no keys", () => {
    expect(() => parseEncryptionKeys("k1:c2hvcnQ=")).toThrow(/entry 1/);
    expect(() => parseEncryptionKeys(`${key("k1")},${key("k1")}`)).toThrow(/share one id/);
  });
});
