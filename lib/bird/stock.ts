import { z } from "zod";
import { birdMoney } from "./money";

/** A number for sale. Bird documents no setup price, yet knows setup fees: one is read where it is given. */
export const StockItem = z.object({
  id: z.string().min(1),
  numberString: z.string().min(1),
  countryCode: z.string(),
  type: z.string().catch(""),
  capabilities: z
    .record(z.string(), z.object({ inbound: z.boolean(), outbound: z.boolean() }).nullish())
    .catch({}),
  monthlyPrice: birdMoney,
  setupPrice: birdMoney.nullish(),
  backOrderRequired: z.boolean().nullish().catch(undefined),
});
export type StockItem = z.infer<typeof StockItem>;
