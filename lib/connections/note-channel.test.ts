import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { connectionOf, readConnection, systemWith } from "@/lib/webhooks/testing";
import { type ChannelNews, noteChannel } from "./note-channel";
import type { ConnectionState } from "./states";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, second));

async function connection(state: ConnectionState) {
  const { ctx, tenant, put } = await systemWith(fresh.db);
  const connectorId = newId();
  const { id } = await connectionOf(ctx, tenant.id, { state, connectorId });
  const tell = async (change: Partial<ChannelNews>) => {
    const news = { tenantId: tenant.id, connectorId, channelId: "ch", status: "active" };
    const outcome = await noteChannel(ctx, {
      ...news,
      updatedAt: at(10),
      isCreation: false,
      ...change,
    });
    return [outcome.state, outcome.result];
  };
  return { id, put, tell, read: () => readConnection(fresh.db, id) };
}

describe("news of a channel", () => {
  it("never replaces newer news, and a creation is older than a change of the same second", async () => {
    const { tell, read } = await connection("provisioning");
    expect(await tell({ status: "pending", isCreation: true })).toEqual([
      "processed",
      "channel pending",
    ]);
    expect(await tell({ status: "active" })).toEqual(["processed", "channel active"]);
    expect(await tell({ status: "pending", isCreation: true })).toEqual(["ignored", "stale"]);
    expect(await tell({ status: "pending", updatedAt: at(9) })).toEqual(["ignored", "stale"]);
    expect(await read()).toMatchObject({ channelStatus: "active", channelUpdatedAt: at(10) });
  });

  it("finds a connection by its channel when it names no connector", async () => {
    const { tell, read } = await connection("provisioning");
    expect(await tell({ connectorId: undefined })).toEqual(["unmatched", "no connection"]);
    await tell({});
    expect(await tell({ connectorId: undefined, status: "paused", updatedAt: at(11) })).toEqual([
      "processed",
      "channel paused",
    ]);
    expect((await read()).channelStatus).toBe("paused");
  });

  it("leaves a connected one connected, notes that its channel fell, and that it rose again", async () => {
    const { tell, read, put } = await connection("connected");
    await tell({});
    expect(await read()).toMatchObject({ notices: {}, healthDueAt: null });
    await tell({ status: "inactive", updatedAt: at(11) });
    const fallen = await read();
    expect(fallen).toMatchObject({
      state: "connected",
      channelStatus: "inactive",
      notices: { channel: { at: at(11).toISOString(), status: "inactive" } },
    });
    expect(fallen.healthDueAt).not.toBeNull();
    await tell({ updatedAt: at(12) });
    expect((await read()).notices.channel).toMatchObject({ status: "active" });
    expect(put).toEqual([]);
  });

  it("means nothing to a connection that is over", async () => {
    const { tell, read } = await connection("disconnected");
    expect(await tell({})).toEqual(["ignored", "over"]);
    expect((await read()).channelStatus).toBeNull();
  });
});
