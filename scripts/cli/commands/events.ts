import { ReplayEvents, replayEvents } from "../../../lib/endpoints/replay-events";
import { command } from "../command";

export const replayEventsCommand = command({
  noun: "events",
  verb: "replay",
  summary: "Sends an endpoint once more what was given up.",
  options: {
    "endpoint-id": { value: "ID", about: "Where to." },
    since: { value: "TIME", about: "Events since then: a day, or a time with its zone." },
  },
  details: ["What has arrived is not sent again. The portal sends by itself from then on."],
  examples: ["--endpoint-id 01a219bb-2f7b-7c52-8d0f-4b8f6e0a7d11 --since 2026-11-26"],
  schema: ReplayEvents,
  run: async (ctx, input) => {
    const { replayed } = await replayEvents(ctx, input);
    return { data: { replayed }, lines: [`${replayed} deliveries wait to be sent once more.`] };
  },
});
