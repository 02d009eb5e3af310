export const API_VERSION = "1.0.0";

/** What holds for every operation, at the head of the document. */
export const INTRODUCTION = `Drive Perch from your own backend.

**Keys.** Send \`Authorization: Bearer perch_…\`. Each key has scopes; make and revoke keys on the console's page API keys.
Call the API from servers only: it answers no browser of another site.

**Sending twice.** A POST takes an \`Idempotency-Key\`, which belongs to the API key that sends it; only signups take none,
for their code is one. Once a request has succeeded, the same one, byte by byte, is answered as the first time for 24
hours, with \`Idempotency-Replayed: true\`; another request under its key is refused. A refusal is not kept: mend its
cause and send the same again. When the first request broke off, nothing is done twice:
\`idempotency_outcome_unknown\` asks you to look.

**Lists** are newest first: \`limit\` (1 to 100) and \`cursor\`, which is \`nextCursor\` of the page before. Those that
name no \`limit\` answer with what there is, or with Bird's own pages. A filter that fits nothing makes an empty list.

**Limits.** 600 requests a minute per key. \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` say where
you stand; a 429 says in \`Retry-After\` how many seconds to wait.

**Webhooks.** What happens is posted to your endpoints by [Standard Webhooks](https://www.standardwebhooks.com): verify
\`webhook-signature\` over the raw body with the endpoint's secret, by one of its libraries, and refuse a
\`webhook-timestamp\` older than five minutes. Each type's body is under \`webhooks\` of this document.

**Problems** are RFC 9457 bodies with a stable \`code\`. Unknown fields are refused by name, so that a typing error
never passes for a default.

**Words.** Fields are camelCase, times are ISO 8601 in UTC, what is absent is null. New fields, and new values of
those that list theirs, may come at any time.`;
