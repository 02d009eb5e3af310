import { createHmac, randomInt } from "node:crypto";
import { fire, median, type Shot } from "./load";
import type { Target } from "./prepare";

const ROUNDS = 5;
const SHOTS = 600;
const IN_FLIGHT = 32;
/** The secret that the portal under test is started with. */
const APP_SECRET = "s";

/** Meta's webhook verified, stored and answered, beside Next's floor with its one INSERT. */
export async function benchWebhook(targets: Target[]): Promise<void> {
  const pair = targets.filter(({ name }) => name !== "bare");
  const rates: Record<string, number[]> = { floor: [], perch: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, server } of pair) {
      const shots = Array.from({ length: SHOTS }, () =>
        name === "floor" ? floorShot() : webhook(),
      );
      const { ratePerSecond } = await fire(server.url, shots, IN_FLIGHT);
      // The first round warms everybody up and counts for nobody.
      if (round > 0) rates[name]?.push(ratePerSecond);
    }
  }
  const ratio = median(
    (rates.perch ?? []).map((rate, index) => rate / (rates.floor?.[index] ?? 1)),
  );
  console.log(
    `\nwebhook verified, stored, answered, ${IN_FLIGHT} in flight (${ROUNDS} interleaved rounds of ${SHOTS})`,
  );
  for (const [name, all] of Object.entries(rates))
    console.log(`  ${name.padEnd(6)} ${median(all).toFixed(0)}/s`);
  console.log(`  rate against floor  ${ratio.toFixed(2)}x   budget: over 0.8x`);
}

const floorShot = (): Shot => ({ path: "/api/floor?statements=1", body: "{}" });

function webhook(): Shot {
  const entry = {
    id: String(randomInt(1e12)),
    time: Math.floor(Date.now() / 1000),
    changes: [{ field: "account_review_update", value: { decision: "APPROVED" } }],
  };
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [entry] });
  const signature = createHmac("sha256", APP_SECRET).update(body).digest("hex");
  return {
    path: "/api/webhooks/meta",
    headers: { "x-hub-signature-256": `sha256=${signature}` },
    body,
  };
}
