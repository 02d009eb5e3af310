import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DatabaseLockedError } from "../../db/embedded-lock";
import { apiKeys, auditLog, links, tenants, users } from "../../db/schema";
import { freshDb } from "../../db/testing";
import { EnvError } from "../../lib/env";
import { AppError } from "../../lib/errors";
import { openReturnSecret } from "../../lib/links/return-secret";
import { memberContext } from "../../lib/testing";
import { connectionOf } from "../../lib/webhooks/testing";
import type { CliContext } from "./command";
import { COMMANDS } from "./commands";
import { explain } from "./explain";
import { commandHelp, generalHelp } from "./help";
import { parseCommand, UsageError } from "./parse";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: CliContext;
beforeAll(async () => {
  fresh = await freshDb();
  const made = await memberContext(fresh.db);
  // Mail would leave for the sandbox, which is not there.
  const env = { ...made.ctx.env, sandboxUrl: undefined };
  ctx = { ...made.ctx, env, actor: { kind: "system" } };
});
afterAll(() => fresh.close());

/** Words as a shell makes them of a line, double quotes included. */
const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

async function run(line: string) {
  const asked = parseCommand(words(line), COMMANDS);
  if (asked.kind !== "run") throw new Error("that asked for help");
  return asked.command.run(ctx, asked.input, { tell: () => {} });
}
const audited = async () =>
  (await fresh.db.select().from(auditLog).orderBy(auditLog.id)).map(
    ({ action, actorKind }) => `${actorKind} ${action}`,
  );

describe("what is typed", () => {
  it("may be any example of the help", () => {
    for (const { noun, verb, examples } of COMMANDS) {
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples)
        expect(parseCommand(words(`${noun} ${verb} ${example}`), COMMANDS)).toMatchObject({
          kind: "run",
        });
    }
  });

  it.each(["", "help", "--help", "-h", "tenant create --help", "keys rotate -h", "keys --help"])(
    "asks for help: %s",
    (line) => expect(parseCommand(words(line), COMMANDS).kind).toBe("help"),
  );

  it.each([
    ["tenants create", 'There is no "tenants". Known: operator, tenant,'],
    ["tenant", '"tenant" needs one of: tenant create.'],
    ["tenant remove", '"tenant" needs one of: tenant create.'],
    ["--name x", "Begin with a command, not with --name."],
    ["tenant create Harbor", '"Harbor" is one word too many.'],
    ["tenant create --nam x", "Unknown option '--nam'"],
    ["tenant create --name", "Option '--name <value>' argument missing"],
    ["connection retry", "The connection-id is missing."],
  ])("is refused with a way out: %s", (line, message) => {
    expect(() => parseCommand(words(line), COMMANDS)).toThrow(message);
    try {
      parseCommand(words(line), COMMANDS);
    } catch (error) {
      expect(explain(error)).toMatchObject({ status: 2, code: "usage" });
    }
  });
});

describe("the help", () => {
  it("names every command, and of each all that it takes and an example", () => {
    const general = generalHelp(COMMANDS);
    for (const one of COMMANDS) {
      expect(general).toContain(`${one.noun} ${one.verb}`);
      const help = commandHelp(one);
      for (const name of Object.keys(one.options)) expect(help).toContain(`--${name}`);
      expect(help).toMatch(/Examples?:\n {2}npm run cli -- /);
    }
    for (const line of general.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  const helpOf = (name: string) => {
    const found = COMMANDS.find(({ noun, verb }) => `${noun} ${verb}` === name);
    return found ? commandHelp(found) : "";
  };

  it.each([
    ["operator create", "--email EMAIL --role ROLE [options]"],
    ["tenant create", "--name NAME [options]"],
    ["link create", "(--tenant-id ID | --external-id ID | --tenant-name NAME) [options]"],
    ["api-key create", "--name NAME --scopes LIST [options]"],
    ["connection retry", "<connection-id> [options]"],
    ["events replay", "--endpoint-id ID --since TIME [options]"],
    ["keys rotate", "[options]"],
  ])("of %s says what must be given: %s", (name, given) => {
    const help = helpOf(name);
    expect(help).toContain(`  npm run cli -- ${name} ${given}\n`);
    const marked = [...help.matchAll(/^ {2}--([\w-]+) .*Required\.$/gm)].map(
      ([, option]) => option,
    );
    const [always = ""] = given.split(/[([<]/);
    expect(marked).toEqual([...always.matchAll(/--([\w-]+)/g)].map(([, option]) => option));
  });

  it("says what each scope is for, and which keys are meant", () => {
    expect(helpOf("api-key create")).toMatch(/numbers:buy +Buy numbers: this costs money/);
    expect(helpOf("keys rotate")).toContain("not API keys");
  });
});

describe("the commands", () => {
  it("make an operator, whose link is handed over by hand", async () => {
    const { data, lines } = await run("operator create --email Ada@example.com --role owner");
    expect(data).toMatchObject({ email: "ada@example.com", role: "owner" });
    expect(lines.at(-1)).toMatch(/\/sign-in\/password\?user=/);
    const [user] = await fresh.db.select().from(users).where(eq(users.email, "ada@example.com"));
    expect(user?.role).toBe("owner");
    const again = run("operator create --email ada@example.com --role viewer");
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });

  it("make a tenant and a link for it, by the ISV's own id", async () => {
    const { data } = await run('tenant create --name "Harbor Coffee" --external-id cus_1');
    const [tenant] = await fresh.db.select().from(tenants).where(eq(tenants.externalId, "cus_1"));
    expect(tenant).toMatchObject({ id: data.tenantId, name: "Harbor Coffee" });
    const link = await run("link create --external-id cus_1 --lifetime-minutes 60");
    expect(link.data).toMatchObject({ tenantId: data.tenantId, mail: "not_asked" });
    expect(link.lines[1]).toMatch(/\/c\/[\w-]{43}$/);
    const [row] = await fresh.db
      .select()
      .from(links)
      .where(eq(links.id, String(link.data.id)));
    expect(row?.tenantId).toBe(data.tenantId);
    await expect(run("link create --external-id cus_2")).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(run("link create")).rejects.toBeInstanceOf(z.ZodError);
    await expect(run("link create --external-id cus_1 --tenant-name x")).rejects.toThrow("once");
  });

  it("make an API key with the scopes that are named", async () => {
    const { data } = await run('api-key create --name "Billing" --scopes links:write,links:read');
    const [row] = await fresh.db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.id, String(data.id)));
    expect(row?.scopes).toEqual(["links:read", "links:write"]);
    expect(JSON.stringify(row)).not.toContain(String(data.key));
    const ending = await run("api-key create --name x --scopes links:read --expires-in-days 30");
    const [other] = await fresh.db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.id, String(ending.data.id)));
    expect(other?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    await expect(run("api-key create --name x --scopes links:all")).rejects.toThrow(
      "Known: tenants",
    );
    await expect(run("api-key create --name x")).rejects.toThrow("Name at least one");
  });

  it("retry a connection", async () => {
    const { ctx: member, tenant } = await memberContext(fresh.db);
    const { id } = await connectionOf(member, tenant.id);
    expect((await run(`connection retry ${id}`)).data).toMatchObject({ state: "connected" });
    await expect(run("connection retry x")).rejects.toBeInstanceOf(z.ZodError);
    await expect(run(`connection retry ${tenant.id}`)).rejects.toMatchObject({ code: "not_found" });
  });

  it("know no endpoint that is not there", async () => {
    const [tenant] = await fresh.db.select().from(tenants);
    const replay = run(`events replay --endpoint-id ${tenant?.id} --since 2026-11-26`);
    await expect(replay).rejects.toMatchObject({ code: "not_found" });
  });

  it("rotate the secret of the way back, and the keys", async () => {
    const { data } = await run("return-secret rotate");
    expect(await openReturnSecret(ctx)).toBe(data.secret);
    const rotated = await run("keys rotate");
    expect(rotated).toMatchObject({ isFailed: false, data: { key: "k1", left: 0 } });
    expect(rotated.lines[0]).toBe("Everything is under the key k1. The others may go.");
  });

  it("are all in the audit log", async () => {
    expect(await audited()).toEqual(
      expect.arrayContaining([
        "system operator.invited",
        "system tenant.created",
        "system link.created",
        "system api_key.created",
        "system settings.return_secret_rotated",
        "system settings.keys_rotated",
      ]),
    );
  });
});

describe("what goes wrong", () => {
  it.each([
    [new UsageError("No."), 2, "usage", "No."],
    [
      new z.ZodError([{ code: "custom", path: ["externalId"], message: "Too long.", input: "x" }]),
      2,
      "invalid_input",
      "--external-id: Too long.",
    ],
    [new AppError("gone", "It has ended."), 1, "gone", "It has ended."],
    [new EnvError(["META_APP_ID: set it"]), 1, "not_configured", "META_APP_ID: set it"],
    [new DatabaseLockedError("f", undefined), 1, "locked", "stop the portal first"],
    [
      Object.assign(new Error("secret"), {
        cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
      }),
      1,
      "failed",
      "ECONNREFUSED",
    ],
    [new TypeError("holds a secret"), 1, "failed", "TypeError"],
  ])("is told in one line: %s", (error, status, code, text) => {
    const told = explain(error);
    expect(told).toMatchObject({ status, code });
    expect(told.message).toContain(text);
    expect(told.message).not.toContain("\n");
    expect(told.message).not.toContain("secret");
  });
});
