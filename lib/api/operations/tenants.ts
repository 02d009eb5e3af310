import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { keysetOfQuery, PageQuery, pageOf, toPageAnswer } from "@/lib/api/paging";
import {
  Metadata,
  MetadataAnswer,
  ObjectId,
  TenantParams,
  TextOrNull,
  Time,
  TimeOrNull,
} from "@/lib/api/schemas";
import { archiveTenant } from "@/lib/tenants/archive-tenant";
import { createTenant } from "@/lib/tenants/create-tenant";
import { patchTenant } from "@/lib/tenants/patch-tenant";
import { restoreTenant } from "@/lib/tenants/restore-tenant";
import { Locale, TenantFields } from "@/lib/tenants/tenant-fields";
import {
  getTenantRecord,
  getTenantRecordBy,
  listTenantRecords,
  readTenantRecord,
  type TenantRecord,
} from "@/lib/tenants/tenant-records";
import { ExternalId } from "@/lib/tenants/tenant-ref";
import { upsertTenant } from "@/lib/tenants/upsert-tenant";

export const Tenant = z
  .object({
    object: z.literal("tenant"),
    id: ObjectId,
    name: z.string(),
    externalId: TextOrNull.meta({ description: "Your own id of this customer." }),
    email: TextOrNull,
    locale: z.string().meta({ description: "The language of its pages and mails.", example: "en" }),
    metadata: MetadataAnswer,
    workspace: z.object({
      id: TextOrNull.meta({ description: "Bird's id of the tenant's workspace." }),
      state: z.enum(["none", "given", "ready", "failed"]).meta({
        description:
          "`none`: not made yet. `given`: there, and not set up to the end. `ready`: set up. `failed`: Bird refused; the console says why.",
      }),
    }),
    connectedNumbers: z.number().int().meta({ description: "Counted up to 100." }),
    archivedAt: TimeOrNull,
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: "Tenant" });

const toTenant = (record: TenantRecord) => ({ object: "tenant" as const, ...record });

const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().optional();
const { name } = TenantFields;
const email = z.string().trim().max(320).toLowerCase().pipe(z.email());
const locale = Locale.meta({ description: "A language tag.", example: "pt-BR" });
const shared = { email: orNull(email), locale: orNull(locale), metadata: orNull(Metadata) };

const byId = { tag: "Tenants", params: TenantParams, response: Tenant } as const;

export const createTenantOperation = operation({
  id: "createTenant",
  method: "POST",
  path: "/tenants",
  tag: "Tenants",
  summary: "Create a tenant",
  description:
    "Makes a customer and readies its Bird workspace in the background. To make one or change it, whichever is needed, use PUT by external id.",
  scope: "tenants:write",
  body: z.strictObject({ name, externalId: orNull(ExternalId), ...shared }),
  example: { name: "Harbor Coffee", externalId: "cus_4711", metadata: { plan: "pro" } },
  response: Tenant,
  status: 201,
  problems: ["external_id_taken", "email_taken"],
  run: async (ctx, { body }) => {
    const { tenantId } = await createTenant(ctx, {
      name: body.name,
      externalId: body.externalId ?? undefined,
      email: body.email ?? undefined,
      locale: body.locale ?? undefined,
      metadata: body.metadata ?? undefined,
      workspaceId: undefined,
      workspace: "make",
    });
    return toTenant(await readTenantRecord(ctx, tenantId));
  },
});

export const listTenantsOperation = operation({
  id: "listTenants",
  method: "GET",
  path: "/tenants",
  tag: "Tenants",
  summary: "List tenants",
  description: "Newest first. Archived ones are listed only when asked for.",
  scope: "tenants:read",
  query: z.strictObject({
    ...PageQuery,
    externalId: ExternalId.optional(),
    email: z.string().trim().min(1).max(320).optional(),
    archived: z.enum(["true", "false"]).default("false").meta({
      description: "`true` lists the archived ones and no others; `false` the active ones.",
    }),
  }),
  response: pageOf(Tenant).meta({ id: "TenantList" }),
  run: async (ctx, { query: { archived, limit, cursor, ...filters } }) => {
    const { rows, older } = await listTenantRecords(ctx, {
      ...filters,
      ...keysetOfQuery({ limit, cursor }),
      isArchived: archived === "true",
    });
    return toPageAnswer(rows.map(toTenant), older);
  },
});

export const getTenantOperation = operation({
  ...byId,
  id: "getTenant",
  method: "GET",
  path: "/tenants/{tenantId}",
  summary: "Get a tenant",
  description: "Archived tenants can be read, too.",
  scope: "tenants:read",
  problems: ["not_found"],
  run: async (ctx, { params }) => toTenant(await getTenantRecord(ctx, params)),
});

export const updateTenantOperation = operation({
  ...byId,
  id: "updateTenant",
  method: "PATCH",
  path: "/tenants/{tenantId}",
  summary: "Change a tenant",
  description: "Changes the fields that are sent and no others; null empties one.",
  scope: "tenants:write",
  body: z.strictObject({ name: name.optional(), externalId: orNull(ExternalId), ...shared }),
  example: { email: "ada@harborcoffee.example" },
  problems: ["not_found", "tenant_archived", "external_id_taken", "email_taken"],
  run: async (ctx, { params: { tenantId }, body }) => {
    await patchTenant(ctx, { tenantId, ...body });
    return toTenant(await readTenantRecord(ctx, tenantId));
  },
});

const ExternalIdParams = z.strictObject({ externalId: ExternalId });

export const getTenantByExternalIdOperation = operation({
  id: "getTenantByExternalId",
  method: "GET",
  path: "/tenants/by-external-id/{externalId}",
  tag: "Tenants",
  summary: "Get a tenant by your own id",
  description: "Archived tenants can be read, too.",
  scope: "tenants:read",
  params: ExternalIdParams,
  response: Tenant,
  problems: ["not_found"],
  run: async (ctx, { params }) => toTenant(await getTenantRecordBy(ctx, params)),
});

export const upsertTenantOperation = operation({
  id: "upsertTenant",
  method: "PUT",
  path: "/tenants/by-external-id/{externalId}",
  tag: "Tenants",
  summary: "Create or change a tenant by your own id",
  description:
    "Makes the tenant when none has this external id, and answers 201; else changes what differs. Fields that are left out stay as they are; sending the same again changes nothing.",
  scope: "tenants:write",
  params: ExternalIdParams,
  body: z.strictObject({ name, ...shared }),
  example: { name: "Harbor Coffee", email: "ada@harborcoffee.example" },
  response: Tenant,
  mayCreate: true,
  problems: ["tenant_archived", "external_id_taken", "email_taken"],
  run: async (ctx, { params, body }, reply) => {
    const { tenantId, isNew } = await upsertTenant(ctx, { ...params, ...body });
    if (isNew) reply.status = 201;
    return toTenant(await readTenantRecord(ctx, tenantId));
  },
});

export const archiveTenantOperation = operation({
  ...byId,
  id: "archiveTenant",
  method: "POST",
  path: "/tenants/{tenantId}/archive",
  summary: "Archive a tenant",
  description:
    "Revokes its live links, signs its people out, and lets nothing new be made for it. What there is can be read, and its connections go on. One that is archived already stays so.",
  scope: "tenants:write",
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    await archiveTenant(ctx, params);
    return toTenant(await readTenantRecord(ctx, params.tenantId));
  },
});

export const restoreTenantOperation = operation({
  ...byId,
  id: "restoreTenant",
  method: "POST",
  path: "/tenants/{tenantId}/restore",
  summary: "Restore a tenant",
  description:
    "Takes an archived tenant back. Its revoked links stay revoked. An active one stays as it is.",
  scope: "tenants:write",
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    await restoreTenant(ctx, params);
    return toTenant(await readTenantRecord(ctx, params.tenantId));
  },
});
