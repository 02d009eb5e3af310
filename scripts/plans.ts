import type { Pool } from "pg";

export type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: PlanNode[];
};
export type Statement = { query: string; params: unknown[] };
export type StatementPlan = { query: string; nodes: PlanNode[] };

/** How PostgreSQL would go about statements with the values they were given. */
export async function plansOf(pool: Pool, statements: Statement[]): Promise<StatementPlan[]> {
  return Promise.all(
    statements.map(async ({ query, params }) => {
      const { rows } = await pool.query(`explain (format json) ${query}`, params);
      return { query, nodes: flatten(rows[0]["QUERY PLAN"][0].Plan) };
    }),
  );
}

/** The tables that a plan reads from end to end. */
export function scannedTables({ nodes }: StatementPlan): string[] {
  return nodes.flatMap((node) =>
    node["Node Type"] === "Seq Scan" ? [node["Relation Name"] ?? ""] : [],
  );
}

function flatten(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}
