import { z } from "zod";
import { Id } from "@/lib/ids";
import { Metadata as MetadataFields } from "@/lib/metadata";

/** A moment in UTC, for example 2026-11-26T09:30:00.000Z. */
export const Time = z.iso.datetime();
export const TimeOrNull = Time.nullable();
export const TextOrNull = z.string().nullable();
export const ObjectId = Id;
export const Metadata = MetadataFields.meta({
  description: "Your own words about it: up to 20 texts by name.",
  example: { plan: "pro" },
});

/** The same in an answer, where it is as it was kept. */
export const MetadataAnswer = z.record(z.string(), z.string()).meta({ example: { plan: "pro" } });

export const TenantParams = z.strictObject({ tenantId: Id });
export const LinkParams = z.strictObject({ linkId: Id });
export const SignupParams = z.strictObject({ signupId: Id });
export const ConnectionParams = z.strictObject({ connectionId: Id });
export const EndpointParams = z.strictObject({ endpointId: Id });
export const DeliveryParams = z.strictObject({ deliveryId: Id });
export const EventParams = z.strictObject({ eventId: Id });

export const Money = z.object({
  amount: z.string().meta({ description: "An exact decimal.", example: "3.50" }),
  currency: z.string().meta({ example: "EUR" }),
});
