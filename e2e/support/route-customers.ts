import { expect } from "@playwright/test";
import { newSignup, postHalves } from "./people";
import type { StandIn } from "./stand-in";
import type { Visitor } from "./visitor";

/** A customer with a connection on its way, one that waits, one with a choice, and an open signup. */
export type Customer = {
  visitor: Visitor;
  connection: string;
  waiting: string;
  choice: string;
  signup: string;
};

/** Takes a signed-in visitor through the signups that make such a customer. */
export async function prepareCustomer(standIn: StandIn, visitor: Visitor): Promise<Customer> {
  const connect = async (result: string) => {
    const halves = await standIn.signUp({ result });
    const answer = await postHalves(visitor, await newSignup(visitor), halves);
    expect(answer.status, answer.body).toBe(202);
    return JSON.parse(answer.body).connectionId as string;
  };
  const connection = await connect("verified");
  await expect
    .poll(async () => (await visitor.get(`/api/connections/${connection}`)).body, {
      timeout: 30_000,
    })
    .toContain('"state":"connected"');
  return {
    visitor,
    connection,
    waiting: await connect("unverified"),
    choice: await connect("several-numbers"),
    signup: await newSignup(visitor),
  };
}

/** Nobody touches a connection from here on that waits for somebody or is connected. */
export async function untilAtRest({ visitor, connection, waiting, choice }: Customer) {
  const states = async () => {
    const asked = [connection, waiting, choice].map((id) => visitor.get(`/api/connections/${id}`));
    return (await Promise.all(asked)).map(({ body }) => JSON.parse(body).state);
  };
  const atRest = ["connected", "action_required", "action_required"];
  await expect.poll(states, { timeout: 30_000 }).toEqual(atRest);
}
