import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { CompactEncrypt } from "jose";
import pg from "pg";

/** What half A costs without a framework: the same statements, the same upstream call, the same sealing. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const upstream = process.env.META_GRAPH_URL ?? "";
const [kid = "", key = ""] = (process.env.ENCRYPTION_KEYS ?? "").split(/:(.*)/s);

const SESSION = `select s.session_token, s.user_id, s.tenant_id, u.role from sessions s
  join users u on u.id = s.user_id left join tenants t on t.id = s.tenant_id
  left join members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
  where s.session_token = $1 and s.expires > now() and m.user_id is not null and t.archived_at is null`;
const CLAIM = `update signups set state = 'code_received', code_hash = $3, exchange_lease_until = now() + interval '1 minute'
  where id = $1 and tenant_id = $2 and state = 'open' returning *`;
const STORE = `update signups set sealed_token = $3, exchanged_at = now(), exchange_lease_until = null
  where id = $1 and tenant_id = $2 and sealed_token is null returning *`;
const AUDIT = `insert into audit_log (id, tenant_id, actor_kind, actor_id, action, subject_id, detail)
  values (gen_random_uuid(), $2, 'member', $3, 'signup.token_sealed', $1, '{}')`;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function halfA(request: IncomingMessage): Promise<object> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { code } = JSON.parse(body) as { code: string };
  const signupId = request.url?.split("/")[3] ?? "";
  const cookie = /session-token=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const [session] = (await pool.query(SESSION, [sha256(cookie)])).rows;
  await pool.query(CLAIM, [signupId, session.tenant_id, sha256(code)]);
  const form = new URLSearchParams({ client_id: "1", client_secret: "s", code, redirect_uri: "" });
  const answer = await fetch(`${upstream}/v25.0/oauth/access_token`, {
    method: "POST",
    body: form,
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const sealed = await new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({
      alg: "dir",
      enc: "A256GCM",
      kid,
      row: signupId,
      tenant: session.tenant_id,
    })
    .encrypt(new Uint8Array(Buffer.from(key, "base64")));
  const client = await pool.connect();
  await client.query("begin");
  await client.query(STORE, [signupId, session.tenant_id, sealed]);
  await client.query(AUDIT, [signupId, session.tenant_id, session.user_id]);
  await client.query("commit");
  client.release();
  return { id: signupId, status: "code_received" };
}

const server = createServer((request, response) => {
  halfA(request).then(
    (answer) =>
      response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify(answer)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
