import { z } from "zod";
import { operation } from "@/lib/api/operation";
import {
  cursorOfText,
  keysetOfQuery,
  PageQuery,
  pageOf,
  textOfCursor,
  toPageAnswer,
} from "@/lib/api/paging";
import { Money, ObjectId, TenantParams, TextOrNull, Time, TimeOrNull } from "@/lib/api/schemas";
import { BuyNumber, buyNumber } from "@/lib/numbers/buy-number";
import { NumberId } from "@/lib/numbers/number-id";
import {
  getNumberRecord,
  listNumberRecords,
  type NumberRecord,
} from "@/lib/numbers/number-records";
import type { OperatorNumberState } from "@/lib/numbers/operator-number";
import { toE164 } from "@/lib/numbers/phone";
import {
  getPurchaseRecord,
  listPurchaseRecords,
  type PurchaseRecord,
  readPurchaseRecord,
} from "@/lib/numbers/purchase-records";
import { Country, StrictStockQuery } from "@/lib/numbers/stock-query";
import { type StockRecord, searchStockRecords } from "@/lib/numbers/stock-records";

const NUMBER_STATES = [
  "ready",
  "verifying",
  "expired",
  "failed",
  "not_enrolled",
  "connected",
  "papers",
  "inactive",
  "unknown",
] as const satisfies OperatorNumberState[];

const PhoneNumber = z
  .object({
    object: z.literal("number"),
    id: z.string(),
    tenantId: ObjectId,
    phoneNumber: z.string().meta({ description: "E.164", example: "+12125550123" }),
    country: TextOrNull,
    type: TextOrNull,
    capabilities: z.array(z.string()).meta({ description: "Besides WhatsApp." }),
    state: z.enum(NUMBER_STATES).meta({ description: "Customers can choose `ready` ones only." }),
    stateMessage: z.string().meta({ description: "The same in a sentence." }),
    verification: z
      .object({ status: z.string(), stage: z.string(), expiresAt: TimeOrNull })
      .nullable()
      .meta({ description: "Bird's words for the verification with WhatsApp." }),
    missingPapers: z.array(z.object({ name: z.string(), text: z.string() })),
    connectionId: ObjectId.nullable().meta({ description: "The connection that uses it." }),
  })
  .meta({ id: "Number" });

const StockNumber = z
  .object({
    object: z.literal("stock_number"),
    phoneNumber: z.string(),
    country: z.string(),
    type: z.string(),
    capabilities: z.array(z.string()),
    monthlyPrice: Money,
    setupPrice: Money.nullable(),
    isBackOrder: z.boolean().meta({ description: "Such a number is ordered in Bird itself." }),
  })
  .meta({ id: "StockNumber" });

const Purchase = z
  .object({
    object: z.literal("number_purchase"),
    id: ObjectId,
    tenantId: ObjectId,
    phoneNumber: z.string(),
    country: z.string(),
    type: z.string(),
    monthlyPrice: Money,
    setupPrice: Money.nullable(),
    state: z.enum(["buying", "bought", "refused", "cancelled"]).meta({
      description:
        "`buying`: Bird's answer is open, and Perch goes on by itself. `refused`: nothing was bought. `cancelled`: it was bought, and Bird has it no more.",
    }),
    numberId: TextOrNull.meta({ description: "Bird's id of the number, once it is bought." }),
    refusal: TextOrNull.meta({ description: "Why nothing was bought." }),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: "NumberPurchase" });

const toNumber = (record: NumberRecord) => ({ object: "number" as const, ...record });
const toStock = (record: StockRecord) => ({ object: "stock_number" as const, ...record });
const toPurchase = (record: PurchaseRecord) => ({ object: "number_purchase" as const, ...record });

export const listNumbersOperation = operation({
  id: "listNumbers",
  method: "GET",
  path: "/tenants/{tenantId}/numbers",
  tag: "Numbers",
  summary: "List a tenant's numbers",
  description: "The numbers in the tenant's Bird workspace, newest first, as Bird has them now.",
  scope: "numbers:read",
  params: TenantParams,
  query: z.strictObject(PageQuery),
  response: pageOf(PhoneNumber).meta({ id: "NumberList" }),
  problems: ["not_found", "not_configured", "provider_refused", "provider_unavailable"],
  run: async (ctx, { params, query: { limit, cursor } }) => {
    const after = cursor === undefined ? undefined : textOfCursor(cursor);
    const { rows, older } = await listNumberRecords(ctx, { ...params, limit, after });
    const page = toPageAnswer(rows.map(toNumber), undefined);
    return { ...page, ...goingOn(older === undefined ? undefined : cursorOfText(older)) };
  },
});

export const getNumberOperation = operation({
  id: "getNumber",
  method: "GET",
  path: "/tenants/{tenantId}/numbers/{numberId}",
  tag: "Numbers",
  summary: "Get a number",
  description: "One number in the tenant's Bird workspace, as Bird has it now.",
  scope: "numbers:read",
  params: TenantParams.extend({ numberId: NumberId }),
  response: PhoneNumber,
  problems: ["not_found", "not_configured", "provider_refused", "provider_unavailable"],
  run: async (ctx, { params }) => toNumber(await getNumberRecord(ctx, params)),
});

export const searchStockOperation = operation({
  id: "searchStock",
  method: "GET",
  path: "/stock-numbers",
  tag: "Numbers",
  summary: "Search numbers for sale",
  description: "What Bird sells in a country, with its price of now. A page may be short.",
  scope: "numbers:read",
  query: StrictStockQuery.extend({
    country: Country.meta({ description: "ISO 3166-1 alpha-2", example: "US" }),
    prefix: StrictStockQuery.shape.prefix.meta({ example: "+1212" }),
    contains: StrictStockQuery.shape.contains.meta({ description: "Digits anywhere in it." }),
    cursor: z
      .string()
      .max(8_000)
      .optional()
      .meta(PageQuery.cursor.meta() ?? {}),
  }),
  response: pageOf(StockNumber).meta({ id: "StockNumberList" }),
  problems: ["not_configured", "provider_refused", "provider_unavailable"],
  run: async (ctx, { query: { cursor: page, ...query } }) => {
    const { rows, nextPage } = await searchStockRecords(ctx, { ...query, page });
    return { ...toPageAnswer(rows.map(toStock), undefined), ...goingOn(nextPage) };
  },
});

const Price = z.strictObject({
  amount: z.string().regex(/^\d{1,30}(\.\d{1,18})?$/, "Send the amount as it was answered."),
  currency: z.string().regex(/^[A-Z]{3}$/, "Send the currency as it was answered."),
});

export const buyNumberOperation = operation({
  id: "buyNumber",
  method: "POST",
  path: "/tenants/{tenantId}/number-purchases",
  tag: "Numbers",
  summary: "Buy a number",
  description:
    "Buys a number into the tenant's Bird workspace at the price that you agree to by sending it. A price that has changed buys nothing. `buying` means that Bird's answer is open: read the purchase again.",
  scope: "numbers:buy",
  params: TenantParams,
  body: z.strictObject({
    country: Country.meta({ description: "ISO 3166-1 alpha-2", example: "US" }),
    phoneNumber: z
      .string()
      .max(40)
      .refine((text) => toE164(text) !== undefined, "Send the number as it was answered.")
      .meta({ example: "+12125550123" }),
    monthlyPrice: Price,
    setupPrice: Price.nullable().meta({ description: "Null when none was answered." }),
  }),
  example: {
    country: "US",
    phoneNumber: "+12125550123",
    monthlyPrice: { amount: "3.50", currency: "EUR" },
    setupPrice: null,
  },
  response: Purchase,
  status: 201,
  problems: [
    ...(["not_found", "tenant_archived", "price_changed", "currencies_differ"] as const),
    ...(["number_taken", "number_gone", "purchase_refused"] as const),
    ...(["workspace_busy", "workspace_failed", "workspace_taken"] as const),
    ...(["not_configured", "provider_refused", "provider_unavailable"] as const),
  ],
  run: async (ctx, { params: { tenantId }, body }) => {
    const { purchaseId } = await buyNumber(ctx, wishOf(tenantId, body));
    return toPurchase(await readPurchaseRecord(ctx, { tenantId, purchaseId }));
  },
});

export const listPurchasesOperation = operation({
  id: "listNumberPurchases",
  method: "GET",
  path: "/tenants/{tenantId}/number-purchases",
  tag: "Numbers",
  summary: "List a tenant's purchases",
  description: "Newest first, whatever came of them.",
  scope: "numbers:read",
  params: TenantParams,
  query: z.strictObject(PageQuery),
  response: pageOf(Purchase).meta({ id: "NumberPurchaseList" }),
  problems: ["not_found"],
  run: async (ctx, { params, query }) => {
    const { rows, older } = await listPurchaseRecords(ctx, { ...params, ...keysetOfQuery(query) });
    return toPageAnswer(rows.map(toPurchase), older);
  },
});

export const getPurchaseOperation = operation({
  id: "getNumberPurchase",
  method: "GET",
  path: "/tenants/{tenantId}/number-purchases/{purchaseId}",
  tag: "Numbers",
  summary: "Get a purchase",
  description: "How buying a number stands.",
  scope: "numbers:read",
  params: TenantParams.extend({ purchaseId: ObjectId }),
  response: Purchase,
  problems: ["not_found"],
  run: async (ctx, { params }) => toPurchase(await getPurchaseRecord(ctx, params)),
});

function goingOn(nextPage: string | undefined) {
  return { hasMore: nextPage !== undefined, nextCursor: nextPage ?? null };
}

type Wish = {
  country: string;
  phoneNumber: string;
  monthlyPrice: z.infer<typeof Price>;
  setupPrice: z.infer<typeof Price> | null;
};

function wishOf(tenantId: string, { country, phoneNumber, monthlyPrice, setupPrice }: Wish) {
  return BuyNumber.parse({
    ...{ tenantId, country },
    number: phoneNumber,
    monthlyPrice: monthlyPrice.amount,
    currency: monthlyPrice.currency,
    setupPrice: setupPrice?.amount,
    setupCurrency: setupPrice?.currency,
  });
}
