import type { FailureCode } from "../../lib/failures";

/** How long ago the first of them came. */
const SPAN = "interval '400 days'";
const WORDS = {
  first: ["Harbor", "Maple", "Nova", "Casa", "Blue", "Alpine", "Green", "Urban", "Lotus", "Delta"],
  second: [
    "Coffee",
    "Dental",
    "Motors",
    "Travel",
    "Books",
    "Foods",
    "Clinic",
    "Studio",
    "Logistics",
  ],
  third: ["Ltd", "GmbH", "B.V.", "Inc.", "S.A.", "Pte", "Group"],
};

/** What a connection may have failed with, by how far it had come; one that is named twice is twice as likely. */
const FAILED = {
  lost: ["permission_lost", "permission_lost", "permission_expired", "connector_missing"],
  installed: ["channel_late", "channel_late", "channel_failed", "message_hooks_refused"],
  early: [
    "number_unverified",
    "number_unverified",
    "number_choice_required",
    "waba_not_granted",
    "pin_mismatch",
    "pin_mismatch",
    "registration_refused",
    "registration_limited",
    "subscription_refused",
    "connector_refused",
    "bird_credentials_invalid",
    "number_taken",
  ],
  ended: ["number_taken", "number_not_in_waba", "connector_elsewhere", "step_failed"],
} satisfies Record<string, FailureCode[]>;

const array = (values: string[]) => `array[${values.map((value) => `'${value}'`).join(", ")}]`;
const oneOf = (values: string[]) =>
  `(${array(values)})[1 + floor(random() * ${values.length})::int]`;

/** Gone with the session. Each is one expression, which the planner writes out in place: calls would take most of the time. */
export const FUNCTIONS = [
  `create or replace function pg_temp.id_at(at timestamptz) returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
      || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid $$`,
  // Waits of people and machines are many short ones and a long tail.
  `create or replace function pg_temp.wait(median_seconds float8, spread float8) returns interval
    language sql volatile as $$
    select make_interval(secs => median_seconds
      * exp(spread * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))) $$`,
  // More and more of them as time goes by.
  `create or replace function pg_temp.came_at(serial float8, total float8) returns timestamptz
    language sql stable as $$
    select now() - interval '1 minute' - ${SPAN} * power(1 - serial / total, 1.2) $$`,
];

/** Of ten connections six are the first of a new customer, four go to one who was there, the older the likelier. */
export const MAKE_TENANTS = `
  with serials as (
    select serial, pg_temp.came_at(serial, ($1::int / 10) * 6 + 6) - interval '1 day' as at
    from generate_series(1, (($1::int / 10) * 6 + 6)) serial
  ), made as (
    insert into tenants (id, name, external_id, email, locale, workspace_id, created_at, updated_at)
    select pg_temp.id_at(at), ${oneOf(WORDS.first)} || ' ' || ${oneOf(WORDS.second)} || ' '
        || ${oneOf(WORDS.third)} || ' ' || serial,
      'crm-' || substr(gen_random_uuid()::text, 1, 23), 'it' || serial || '@customer.example',
      ${oneOf(["en", "en", "de", "nl", "es", "pt"])}, gen_random_uuid()::text, at, at
    from serials order by serial
    returning id
  )
  select id, row_number() over (order by id)::int as serial into temp seeded_tenants from made`;

/** Where each connection of the batch is and when it came there; what has no time has not happened. */
export const MAKE_BATCH = `
  create temp table batch as
  with drawn as (
    select i, random() as fate, random() as part, random() as chance, random() as age,
      pg_temp.came_at(i, $3) as verified_at,
      case when i % 10 < 6 then (i / 10) * 6 + i % 10 + 1
        else 1 + floor(power(random(), 2) * ((i / 10) * 6 + 1))::int end as tenant_serial
    from generate_series($1::int, $2::int) i
    offset 0
  ), fated as (
    select *, case when fate < 0.004 or verified_at > now() - interval '10 minutes' then 'provisioning'
        when fate < 0.005 then 'pending' when fate < 0.06 then 'action_required'
        when fate < 0.12 then 'failed' when fate < 0.18 then 'disconnected' else 'connected' end as state
    from drawn offset 0
  ), placed as (
    select *, case when state = 'action_required' and part < 0.35 then 'lost'
        when state = 'action_required' and part < 0.5 then 'installed'
        when state = 'action_required' then 'early'
        when state = 'failed' then 'ended' when state in ('provisioning', 'pending') then 'early'
        else 'whole' end as place,
      verified_at - pg_temp.wait(3, 0.5) as granted_at
    from fated offset 0
  ), timed as (
    select *, granted_at - pg_temp.wait(170, 0.6) as launched_at,
      case when place in ('whole', 'lost', 'installed')
        then least(now(), verified_at + pg_temp.wait(5, 0.6)) end as installed_at
    from placed offset 0
  ), linked as (
    select *, launched_at - pg_temp.wait(40, 0.9) as viewed_at,
      case when place in ('whole', 'lost')
        then least(now(), installed_at + pg_temp.wait(20, 1.1)) end as connected_at
    from timed offset 0
  )
  select linked.i, state, place, part, chance, verified_at, granted_at, launched_at, installed_at, connected_at,
    viewed_at, viewed_at - pg_temp.wait(9000, 1.6) as created_at, tenant.id as tenant_id,
    i % 10 < 6 as is_first,
    case place when 'lost' then ${oneOf(FAILED.lost)} when 'installed' then ${oneOf(FAILED.installed)}
      when 'ended' then ${oneOf(FAILED.ended)}
      when 'early' then case when state = 'action_required' then ${oneOf(FAILED.early)} end end as failure_code,
    case when place = 'lost' or state = 'disconnected' then verified_at + (now() - verified_at) * age end as ended_at,
    case when chance < 0.92 then pg_temp.id_at(viewed_at - interval '1 hour') end as link_id,
    pg_temp.id_at(launched_at) as signup_id, pg_temp.id_at(verified_at) as connection_id
  from linked join seeded_tenants tenant on tenant.serial = tenant_serial
  order by i`;
