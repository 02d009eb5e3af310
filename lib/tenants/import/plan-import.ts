import { operatorsAmong } from "@/db/queries/members";
import { listTenantsOfWorkspaces, lockTenantsByExternalId } from "@/db/queries/tenant-changes";
import type { TenantRow } from "@/db/queries/tenants";
import type { Db } from "@/db/types";
import { digest } from "@/lib/vault/digest";
import { CONFLICTS, versionOf } from "../tenant-fields";
import type { ImportFields, ImportLine } from "./parse-import";

export type Change = {
  field: "name" | "email" | "locale" | "workspaceId";
  from: string | null;
  to: string;
};
type About = { line: number; name: string; externalId: string };
/** What one line of an import does. */
export type PlannedLine = About &
  (
    | { does: "create"; fields: ImportFields & { name: string } }
    | { does: "update"; tenant: TenantRow; changes: Change[] }
    | { does: "unchanged" }
    | { does: "error"; problem: string }
  );

type Known = {
  tenants: Map<string, TenantRow>;
  workspaces: Map<string, string>;
  operators: Set<string>;
};
/** Where an earlier line of the same list has this external id or workspace. */
type Seen = { externalIds: Map<string, number>; workspaces: Map<string, number> };

/** What a list would do right now. The tenants it names are held until the transaction ends. */
export async function planImport(tx: Db, lines: ImportLine[]): Promise<PlannedLine[]> {
  const known = await readKnown(tx, lines);
  const seen: Seen = { externalIds: new Map(), workspaces: new Map() };
  return lines.map((line) => planLine(line, known, seen));
}

/** Names a plan: two are alike when they do the same to the same customers. */
export function digestOfPlan(plan: PlannedLine[]): string {
  const essence = plan.map((line) => ({
    ...line,
    tenant: line.does === "update" ? [line.tenant.id, versionOf(line.tenant)] : undefined,
  }));
  return digest(JSON.stringify(essence));
}

async function readKnown(tx: Db, lines: ImportLine[]): Promise<Known> {
  const given = lines.flatMap(({ fields }) => (fields ? [fields] : []));
  const of = (field: keyof ImportFields) => [
    ...new Set(given.flatMap((fields) => fields[field] ?? [])),
  ];
  const [ids, workspaceIds] = [of("externalId"), of("workspaceId")];
  const tenants = ids.length > 0 ? await lockTenantsByExternalId(tx, ids) : [];
  const holders = workspaceIds.length > 0 ? await listTenantsOfWorkspaces(tx, workspaceIds) : [];
  return {
    tenants: new Map(tenants.map((tenant) => [tenant.externalId ?? "", tenant])),
    workspaces: new Map(holders.map(({ id, workspaceId }) => [workspaceId ?? "", id])),
    operators: await operatorsAmong(tx, of("email")),
  };
}

function planLine(given: ImportLine, known: Known, seen: Seen): PlannedLine {
  const tenant = known.tenants.get(given.externalId);
  const about: About = {
    line: given.line,
    name: given.name || (tenant?.name ?? ""),
    externalId: given.externalId,
  };
  const error = (problem: string): PlannedLine => ({ ...about, does: "error", problem });
  if (!given.fields) return error(given.problem);
  const { fields } = given;
  const problem = problemOf(fields, tenant, known) ?? takeTurn(given.line, fields, seen);
  if (problem) return error(problem);
  if (!tenant) {
    if (!fields.name) return error("Write the name of this new tenant into the column name.");
    return { ...about, does: "create", fields: { ...fields, name: fields.name } };
  }
  const changes = changesOf(tenant, fields);
  return changes.length > 0
    ? { ...about, does: "update", tenant, changes }
    : { ...about, does: "unchanged" };
}

function problemOf(
  { email, workspaceId }: ImportFields,
  tenant: TenantRow | undefined,
  { workspaces, operators }: Known,
): string | undefined {
  if (tenant?.archivedAt)
    return "This tenant is archived. Restore it on its page, or take the line out.";
  if (email && email !== tenant?.email && operators.has(email)) return CONFLICTS.email;
  if (!workspaceId) return undefined;
  if (tenant?.workspaceId && tenant.workspaceId !== workspaceId)
    return "This tenant has another Bird workspace already. Change it on the tenant’s page, or leave the cell empty.";
  const holder = workspaces.get(workspaceId);
  return holder && holder !== tenant?.id ? CONFLICTS.workspaceId : undefined;
}

/** The first line that names an external id or a workspace has it; later ones are told where it is. */
function takeTurn(
  line: number,
  { externalId, workspaceId }: ImportFields,
  seen: Seen,
): string | undefined {
  const earlier = seen.externalIds.get(externalId);
  if (earlier) return `Line ${earlier} has the same externalId. Take one of them out.`;
  const sharing = workspaceId && seen.workspaces.get(workspaceId);
  if (sharing) return `Line ${sharing} has the same workspace; each tenant needs one of its own.`;
  seen.externalIds.set(externalId, line);
  if (workspaceId) seen.workspaces.set(workspaceId, line);
  return undefined;
}

const CHANGEABLE = ["name", "email", "locale", "workspaceId"] as const;

function changesOf(tenant: TenantRow, fields: ImportFields): Change[] {
  return CHANGEABLE.flatMap((field) => {
    const to = fields[field];
    return to && to !== tenant[field] ? [{ field, from: tenant[field], to }] : [];
  });
}
