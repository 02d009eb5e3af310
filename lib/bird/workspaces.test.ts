import { describe, expect, it } from "vitest";
import { type FakeRoutes, fakeProvider } from "@/lib/testing";
import { createBirdClient } from "./client";
import { createWorkspace } from "./create-workspace";
import { getWorkspace } from "./get-workspace";
import { findWorkspace, listWorkspaces } from "./list-workspaces";

const PATH = "/organizations/org/workspaces";

async function clientOf(routes: FakeRoutes) {
  const { url, calls } = await fakeProvider(routes);
  const client = createBirdClient({ apiUrl: url, accessKey: "k", organizationId: "org" });
  return { client, calls };
}

/** Three pages with one workspace each; the last one says so with an empty token. */
const pages: FakeRoutes = {
  [`GET ${PATH}`]: ({ query }) => {
    const page = Number(query.get("pageToken") ?? "1");
    const results = [{ id: `w${page}`, name: `Shop ${page}`, description: null, later: {} }];
    return { body: { results, nextPageToken: page < 3 ? String(page + 1) : "" } };
  },
};

describe("workspaces", () => {
  it("are listed across pages, newest first", async () => {
    const { client, calls } = await clientOf(pages);
    const ids: string[] = [];
    for await (const { id } of listWorkspaces(client)) ids.push(id);
    expect(ids).toEqual(["w1", "w2", "w3"]);
    expect(calls.map(({ query }) => query.get("limit"))).toEqual(["50", "50", "50"]);
    expect(calls.map(({ query }) => query.get("reverse"))).toEqual(["true", "true", "true"]);
  });

  it("are searched no further than needed", async () => {
    const { client, calls } = await clientOf(pages);
    expect(await findWorkspace(client, ({ name }) => name === "Shop 2")).toEqual({
      id: "w2",
      name: "Shop 2",
      description: "",
      status: "",
    });
    expect(calls).toHaveLength(2);
    expect(await findWorkspace(client, () => false)).toBeUndefined();
  });

  it("end at the cap when the token never does", async () => {
    const body = { results: [], nextPageToken: "again" };
    const { client, calls } = await clientOf({ [`GET ${PATH}`]: { body } });
    expect(await findWorkspace(client, () => true)).toBeUndefined();
    expect(calls).toHaveLength(100);
  });

  it("are read by id", async () => {
    const { client, calls } = await clientOf({
      [`GET ${PATH}/w1`]: { body: { id: "w1", name: "Shop", status: "active" } },
    });
    expect(await getWorkspace(client, "w1")).toMatchObject({ name: "Shop", status: "active" });
    expect(calls[0]?.headers.get("authorization")).toBe("AccessKey k");
    await expect(getWorkspace(client, "w2")).rejects.toMatchObject({ http: { status: 400 } });
  });

  it("are made in one region", async () => {
    const { client, calls } = await clientOf({
      [`POST ${PATH}`]: { status: 201, body: { id: "w9", name: "Acme" } },
    });
    expect((await createWorkspace(client, { name: "Acme", region: "eu-west-1" })).id).toBe("w9");
    expect(calls[0]?.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(calls[0]?.body ?? "")).toEqual({
      name: "Acme",
      dataPolicy: { group: "eu-west-1", regions: [{ region: "eu-west-1", priority: 1 }] },
    });
  });
});
