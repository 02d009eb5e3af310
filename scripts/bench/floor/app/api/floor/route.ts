import pg from "pg";

const slot = globalThis as typeof globalThis & { floorPool?: pg.Pool };

/** Next's floor: nothing but statements. `?statements=` of them, each an INSERT of one row. */
export async function POST(request: Request): Promise<Response> {
  slot.floorPool ??= new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  const statements = Number(new URL(request.url).searchParams.get("statements") ?? 1);
  await request.text();
  for (let count = 0; count < statements; count += 1) {
    await slot.floorPool.query("insert into floor (note) values ($1)", ["x"]);
  }
  return Response.json({ ok: true }, { status: 202 });
}
