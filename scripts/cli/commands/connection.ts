import { z } from "zod";
import { connectionRefOf, readConnectionRecord } from "../../../lib/connections/connection-records";
import { recheckConnection } from "../../../lib/connections/recheck-connection";
import { Id } from "../../../lib/ids";
import { command } from "../command";

export const retryConnectionCommand = command({
  noun: "connection",
  verb: "retry",
  summary: "Tries again what holds a connection up, as Check again on the console does.",
  argument: "connection-id",
  options: {},
  details: ["Where nothing is held up, nothing happens. The portal goes on with it by itself."],
  examples: ["01a219ba-81c7-7b0e-8d4e-27ae25c71b0d"],
  schema: z.strictObject({ connectionId: Id }),
  run: async (ctx, { connectionId }) => {
    await recheckConnection(ctx, await connectionRefOf(ctx, connectionId));
    const { state, failure } = await readConnectionRecord(ctx, connectionId);
    return {
      data: { connectionId, state, failureCode: failure?.code ?? null },
      lines: [
        `The connection is ${state}.`,
        ...(failure ? [`${failure.code}: ${failure.operatorHint}`] : []),
      ],
    };
  },
});
