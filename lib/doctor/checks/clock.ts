import { probeVersion } from "@/lib/meta/probe-version";
import { defineCheck, ok, problem, skipped, warning } from "../check";

const TIMEOUT_MS = 8_000;
/** Dates in headers are whole seconds, so less than this cannot be told. */
const NOTICED_SECONDS = 3;
/** A code lives 30 seconds; what we think of its age must not be off by much. */
const HARMFUL_SECONDS = 10;

/** How far our clock is off those of Meta and Bird, by the Date of their answers. */
export const clock = defineCheck({
  id: "clock",
  group: "portal",
  async run(ctx) {
    const asked = [
      ctx.meta && skewOf(() => metaDate(ctx.meta?.options), ctx.now),
      ctx.bird && skewOf(() => birdDate(ctx.bird?.options.apiUrl), ctx.now),
    ];
    const skews = (await Promise.all(asked)).filter((one) => one !== undefined);
    if (skews.length === 0) return skipped("unknown");
    // The nearest of them: one provider's own clock may be wrong, too.
    const seconds = Math.round(skews.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)));
    const off = Math.abs(seconds);
    if (off <= NOTICED_SECONDS) return ok("right", { seconds: off });
    const facts = { seconds: off, direction: seconds > 0 ? "ahead" : "behind" };
    return off > HARMFUL_SECONDS ? problem("off", facts) : warning("off", facts);
  },
});

type MetaOptions = Parameters<typeof probeVersion>[0] | undefined;

async function metaDate(options: MetaOptions): Promise<Date | undefined> {
  return options && (await probeVersion(options, TIMEOUT_MS)).date;
}

async function birdDate(apiUrl: string | undefined): Promise<Date | undefined> {
  if (!apiUrl) return undefined;
  const answer = await fetch(apiUrl, {
    method: "HEAD",
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const date = Date.parse(answer.headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : new Date(date);
}

/** Seconds that we are ahead; the answer's date is taken for the middle of the call, and of its second. */
async function skewOf(
  read: () => Promise<Date | undefined>,
  now: () => Date,
): Promise<number | undefined> {
  const before = now().getTime();
  const date = await read().catch(() => undefined);
  const after = now().getTime();
  return date && ((before + after) / 2 - date.getTime() - 500) / 1000;
}
