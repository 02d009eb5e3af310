import { insertSignup } from "@/db/queries/signups";
import {
  type Case,
  connected,
  linkOf,
  readyNumber,
  roomOfOther,
  type World,
} from "@/lib/api/world-testing";
import { setTokenExport } from "@/lib/connections/token-export-setting";
import { createMetaClient } from "@/lib/meta/client";
import { ids } from "@/lib/signups/testing";
import { fakeProvider } from "@/lib/testing";

export const SIGNUP_CASES: Record<string, Case> = {
  createSignup: {
    works: async (world) => {
      const own = ids();
      await putGraph(world, own);
      const { tenantId } = world;
      const { code, waba: wabaId, phone: phoneNumberId } = own;
      return { path: "/signups", body: { tenantId, code, wabaId, phoneNumberId } };
    },
    foreign: async (world) => {
      const tenantId = await roomOfOther(world);
      const numberId = (await readyNumber(world)).id;
      const linkId = (await linkOf(world)).id;
      const own = ids();
      await putGraph(world, own);
      const { code, waba: wabaId, phone: phoneNumberId } = own;
      const body = { tenantId, code, wabaId, phoneNumberId };
      return [
        { id: linkId, path: "/signups", body: { ...body, linkId } },
        { id: numberId, path: "/signups", body: { ...body, numberId } },
      ];
    },
  },
  getSignup: {
    works: async ({ ctx, tenantId }) => {
      const { id } = await insertSignup(ctx.db, { tenantId });
      return { path: `/signups/${id}` };
    },
  },
  exportToken: {
    works: async (world) => {
      await setTokenExport(world.ctx, { isOn: true });
      return { path: `/connections/${(await connected(world)).id}/token` };
    },
  },
};

/** A Graph that lets this one signup end well. */
async function putGraph({ ctx }: World, own: ReturnType<typeof ids>): Promise<void> {
  const { url: graphUrl } = await fakeProvider(own.graph());
  ctx.meta = ctx.meta && createMetaClient({ ...ctx.meta.options, graphUrl });
}
