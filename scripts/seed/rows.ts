import { STEPS } from "../../lib/connections/states";
import type { FailureCode } from "../../lib/failures";

const array = (values: readonly string[]) => `array[${values.map((one) => `'${one}'`).join(", ")}]`;
/** How a popup ends that leads to nothing. */
const REFUSED: FailureCode[] = [
  ...(["code_expired", "code_expired", "code_rejected", "signup_error_reported"] as const),
  ...(["signup_error_reported", "waba_unknown", "meta_unavailable", "number_mismatch"] as const),
];

/** An INSERT whose rows are counted as the triggers would have, had they seen each come this far. */
function counted(
  insert: string,
  { returning, stages, failures }: { returning: string; stages: string[]; failures?: boolean },
): string {
  const failed = failures
    ? `union all select 'failure', failure_code, (updated_at at time zone 'utc')::date, -1, count(*)
      from made where failure_code is not null group by 2, 3`
    : "";
  return `
  with made as (${insert} returning ${returning})
  insert into tallies (metric, key, day, bucket, amount)
  select 'stage', key, (until at time zone 'utc')::date, perch_bucket(since, until), count(*)
  from made cross join lateral (values ${stages.join(", ")}) stages(key, since, until)
  where until is not null group by 2, 3, 4
  ${failed}`;
}

const OF_LINKS = {
  returning: "created_at, viewed_at, started_at",
  stages: [
    "('created', created_at, created_at)",
    "('viewed', created_at, viewed_at)",
    "('started', coalesce(viewed_at, created_at), started_at)",
  ],
};
const OF_SIGNUPS = {
  returning: "launched_at, created_at, exchanged_at, updated_at, failure_code",
  stages: ["('finished', coalesce(launched_at, created_at), exchanged_at)"],
  failures: true,
};
const OF_CONNECTIONS = {
  returning: "granted_at, created_at, installed_at, connected_at, updated_at, failure_code",
  stages: [
    "('verified', granted_at, created_at)",
    "('installed', granted_at, installed_at)",
    "('connected', coalesce(installed_at, granted_at), connected_at)",
  ],
  failures: true,
};

/** The links that led to the connections. */
const LINKS = `
  insert into links (id, tenant_id, purpose, state, secret_hash, email, expires_at, viewed_at, started_at,
    completed_at, mailed_at, created_at)
  select link_id, tenant_id, 'connect', 'completed', 'seed-' || link_id, 'it@customer.example',
    created_at + interval '7 days', viewed_at, launched_at, verified_at,
    case when part < 0.4 then created_at end, created_at
  from batch where link_id is not null`;

/** Tries that did not lead there. A part of them is before the connection, a part after it: then the customer's last try came to nothing. */
const EXTRA = `
  create temp table extra as
  with drawn as (
    select tenant_id, is_first, random() as fate, random() as part,
      case when random() < 0.7 then created_at - pg_temp.wait(40000, 1)
        else verified_at + pg_temp.wait(90000, 1) end as at
    from batch cross join generate_series(1, 2) try where random() < 0.6
    offset 0
  )
  select *, pg_temp.id_at(at) as link_id, pg_temp.id_at(at + interval '1 hour') as signup_id,
    case when fate < 0.75 then at + pg_temp.wait(3000, 0.7) end as viewed_at,
    case when fate < 0.55 then at + interval '1 hour' end as launched_at,
    case when fate < 0.2 then 'cancelled' when fate < 0.4 then 'abandoned' else 'failed' end as state,
    case when fate < 0.2 then 'signup_cancelled' when fate < 0.4 then 'signup_abandoned'
      else (${array(REFUSED)})[1 + floor(random() * ${REFUSED.length})::int] end as failure_code
  from drawn where at < now() - interval '2 hours'`;

/** A customer has one live link at most: only the newest of those who came first can still be live. */
const EXTRA_LINKS = `
  insert into links (id, tenant_id, purpose, state, secret_hash, expires_at, viewed_at, started_at, expired_at,
    revoked_at, failed_at, created_at)
  select link_id, tenant_id, 'connect',
    case when is_live and launched_at is not null then 'failed' when is_live and viewed_at < now() then 'viewed'
      when is_live then 'created' when part < 0.2 then 'revoked' else 'expired' end,
    'seed-' || link_id, at + interval '7 days', case when viewed_at < now() then viewed_at end, launched_at,
    case when not is_live and part >= 0.2 then least(now(), at + interval '7 days') end,
    case when not is_live and part < 0.2 then least(now(), at + interval '5 hours') end,
    case when launched_at is not null then launched_at + interval '5 minutes' end, at
  from (
    select *, at > now() - interval '7 days' and is_first
      and row_number() over (partition by tenant_id order by at desc) = 1 as is_live from extra
  ) one
  order by at`;

const SIGNUPS = `
  insert into signups (id, tenant_id, link_id, state, launch_outcome, launched_at, code_hash, exchanged_at, event,
    event_received_at, number_id, phone_number, connection_id, created_at, updated_at)
  select signup_id, tenant_id, link_id, 'joined', 'opened', launched_at, 'seed-' || signup_id, granted_at, 'FINISH',
    granted_at, case when chance > 0.7 then 'number-' || i end, null, connection_id, launched_at, verified_at
  from batch order by i`;

const EXTRA_SIGNUPS = `
  insert into signups (id, tenant_id, link_id, state, launch_outcome, launched_at, exchanged_at, failure_code,
    failure_detail, created_at, updated_at)
  select signup_id, tenant_id, link_id, state, 'opened', launched_at,
    case when failure_code in ('waba_unknown', 'number_mismatch') then launched_at + interval '3 minutes' end,
    failure_code,
    case state when 'cancelled' then '{"source": "browser", "currentStep": "PHONE_NUMBER_SETUP"}'::jsonb
      when 'failed' then '{"source": "meta", "metaCode": 100, "fbtraceId": "AseedSeedSeed"}'::jsonb end,
    launched_at, launched_at + interval '5 minutes'
  from extra where launched_at is not null order by signup_id`;

const CONNECTIONS = `
  insert into connections (id, tenant_id, signup_id, state, waba_id, waba_name, business_id, phone_number_id,
    phone_number, verified_name, is_coexistence, number_id, granted_at, token_expires_at, connector_id, installed_at,
    channel_id, channel_status, connected_at, disconnect_requested_at, disconnect_reason, disconnected_at,
    failure_code, failure_detail, created_at, updated_at)
  select connection_id, tenant_id, signup_id, state, (520000000000000 + i)::text, 'Account ' || i,
    (270000000000000 + i)::text, (100000000000000 + i)::text,
    case i % 6 when 0 then '+1631' || lpad((i % 10000000)::text, 7, '0')
      when 1 then '+31612' || lpad((i % 1000000)::text, 6, '0')
      when 2 then '+49151' || lpad((i % 100000000)::text, 8, '0')
      when 3 then '+5511' || (900000000 + i) when 4 then '+44740' || lpad((i % 10000000)::text, 7, '0')
      else '+91' || (9000000000 + i) end,
    'Account ' || i, part > 0.9, case when chance > 0.7 then 'number-' || i end, granted_at,
    case when state = 'connected' and part < 0.05 then verified_at + interval '60 days' * (1 + floor(age_days / 60)) end,
    case when installed_at is not null then 'connector-' || i end, installed_at,
    case when connected_at is not null then 'channel-' || i end,
    case when connected_at is not null then 'active' end, connected_at,
    case when state = 'disconnected' then ended_at end, case when state = 'disconnected' then 'customer' end,
    case when state = 'disconnected' then ended_at end, failure_code,
    case when failure_code is not null then '{"source": "meta", "metaCode": 190, "fbtraceId": "AseedSeedSeed"}'::jsonb end,
    verified_at, least(now(), coalesce(ended_at, connected_at, installed_at, verified_at) + interval '1 second')
  from (select *, extract(epoch from now() - verified_at) / 86400 as age_days from batch) one
  order by i`;

/** What was noted step by step: of those in trouble, and of the newest of the others. */
const NOTED = `batch where state in ('action_required', 'failed', 'provisioning', 'pending')
  or verified_at > now() - interval '7 days'`;
const STOPPED = `case place when 'whole' then 99 when 'lost' then 8 when 'installed' then 6
  else 2 + floor(part * 3)::int end`;
const STEP_ROWS = `
  with made as (
    insert into connection_steps (tenant_id, connection_id, step, state, attempts, failures, failure_code,
      first_tried_at, started_at, finished_at)
    select tenant_id, connection_id, step,
      case when place <= stopped - 1 then 'done' when place = stopped and failure_code is not null then 'blocked'
        else 'waiting' end,
      case when place <= stopped then 1 else 0 end, 0,
      case when place = stopped then failure_code end,
      case when place <= stopped then at end, case when place <= stopped then at end,
      case when place <= stopped then at + interval '1 second' end
    from (select tenant_id, connection_id, failure_code, verified_at, ${STOPPED} as stopped from ${NOTED}) one
    cross join lateral (
      select step, place, verified_at + place * interval '2 seconds' as at
      from unnest(${array(STEPS)}) with ordinality as listed(step, place)
    ) steps
    returning *
  )
  insert into step_attempts (id, tenant_id, connection_id, step, attempt, outcome, failure_code, started_at, finished_at)
  select pg_temp.id_at(finished_at), tenant_id, connection_id, step, 1, state, failure_code, started_at, finished_at
  from made where state in ('done', 'blocked')`;
const EVENT_ROWS = `
  insert into webhook_events (id, provider, tenant_id, connection_id, source_id, dedupe_key, kind, payload,
    occurred_at, state, result, attempts, processed_at, created_at)
  select pg_temp.id_at(connected_at), 'bird', tenant_id, connection_id, 'workspace-' || tenant_id,
    'seed-' || connection_id, 'channel.created', jsonb_build_object('id', 'channel-' || i, 'status', 'active'),
    connected_at, 'processed', 'connected', 1, connected_at, connected_at
  from batch where connected_at > now() - interval '30 days'`;
const AUDIT_ROWS = `
  insert into audit_log (id, tenant_id, actor_kind, action, subject_id, created_at)
  select pg_temp.id_at(verified_at), tenant_id, 'system', 'connection.created', connection_id::text, verified_at
  from batch where verified_at > now() - interval '30 days'
  union all
  select pg_temp.id_at(created_at), tenant_id, 'operator', 'link.created', link_id::text, created_at
  from batch where link_id is not null and verified_at > now() - interval '30 days'`;

export const ROWS = [
  counted(LINKS, OF_LINKS),
  EXTRA,
  counted(EXTRA_LINKS, OF_LINKS),
  counted(SIGNUPS, OF_SIGNUPS),
  counted(EXTRA_SIGNUPS, OF_SIGNUPS),
  counted(CONNECTIONS, OF_CONNECTIONS),
  `insert into tallies (metric, key, day, bucket, amount)
  select 'connection', state || ':' || coalesce(failure_code, ''), 'epoch', -1, count(*) from batch group by 2`,
  STEP_ROWS,
  EVENT_ROWS,
  AUDIT_ROWS,
];
