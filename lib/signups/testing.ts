import type { Db } from "@/db/types";
import {
  BUSINESS,
  type FakeRoutes,
  finishEvent,
  goodGraph,
  memberContext,
  PHONE,
  phoneNode,
  WABA,
} from "@/lib/testing";
import { createSignup } from "./create-signup";

let serial = 0;
/** Ids of its own per test, so that tests share one database without meeting. */
export function ids() {
  serial += 1;
  const waba = `${WABA}${serial}`;
  const phone = `${PHONE}${serial}`;
  const display = `+1 631-555-${String(1000 + serial)}`;
  const graph = (replace: FakeRoutes = {}) =>
    goodGraph({
      [`GET /${waba}`]: {
        body: { id: waba, name: "Harbor", owner_business_info: { id: BUSINESS } },
      },
      [`GET /${waba}/phone_numbers`]: {
        body: { data: [phoneNode({ id: phone, display_phone_number: display })] },
      },
      ...replace,
    });
  const finish = (data: object = {}, event?: string) =>
    finishEvent({ waba_id: waba, phone_number_id: phone, ...data }, event);
  return { waba, phone, display, graph, finish, code: `AQ-code-${serial}` };
}

/** A signup that has just been launched, on a tenant and a Graph of its own. */
export async function started(
  db: Db,
  replace: (own: ReturnType<typeof ids>) => FakeRoutes = () => ({}),
) {
  const own = ids();
  const member = await memberContext(db, { meta: own.graph(replace(own)) });
  const { id: signupId } = await createSignup(member.ctx, {
    linkId: undefined,
    numberId: undefined,
  });
  return { ...own, ...member, signupId };
}
