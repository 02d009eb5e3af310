import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { ConnectionParams, ObjectId, TextOrNull, TimeOrNull } from "@/lib/api/schemas";
import { connectionRefOf } from "@/lib/connections/connection-records";
import { exportToken } from "@/lib/connections/export-token";

/** A GET, for answers to POSTs are kept for whoever sends them twice, and a token is kept nowhere else. */
export const exportTokenOperation = operation({
  id: "exportToken",
  method: "GET",
  path: "/connections/{connectionId}/token",
  tag: "Connections",
  summary: "Take a token out",
  description:
    "Meta's business token of one connection, in the clear, while an owner allows it under Settings. Each time is in the audit log. Whoever holds it acts for that customer's WhatsApp account.",
  scope: "tokens:export",
  params: ConnectionParams,
  response: z
    .object({
      object: z.literal("token"),
      connectionId: ObjectId,
      wabaId: z.string(),
      phoneNumberId: TextOrNull,
      token: z.string().meta({ description: "Keep it sealed, and out of logs." }),
      fingerprint: z.string().meta({ description: "What the audit log calls it." }),
      expiresAt: TimeOrNull,
    })
    .meta({ id: "Token" }),
  problems: ["not_found", "export_off", "no_token"],
  run: async (ctx, { params }) => {
    const ref = await connectionRefOf(ctx, params.connectionId);
    const { phoneNumberId, expiresAt, ...token } = await exportToken(ctx, ref);
    return {
      object: "token" as const,
      ...token,
      phoneNumberId: phoneNumberId ?? null,
      expiresAt: expiresAt ?? null,
    };
  },
});
