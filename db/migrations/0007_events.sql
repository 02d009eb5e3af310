ALTER TABLE "deliveries" ADD COLUMN "attempts_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "stopped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "stop_reason" text;--> statement-breakpoint
ALTER TABLE "number_purchases" ADD COLUMN "verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "number_purchases" ADD COLUMN "verify_due_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("state","id") WHERE state <> 'delivered';--> statement-breakpoint
CREATE INDEX "number_purchases_unverified" ON "number_purchases" USING btree ("verify_due_at") WHERE state = 'bought' and verified_at is null;--> statement-breakpoint
-- A UUIDv7 whose random bits begin with the microseconds (RFC 9562, method 3). The embedded database's clock knows
-- milliseconds only; with the number of an event among its own kind, they sort as they were written there, too.
CREATE FUNCTION perch_uuid7(nth integer) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  with clock as (select (extract(epoch from clock_timestamp()) * 1000000)::bigint + nth % 1000 as us)
  select (lpad(to_hex(us / 1000), 12, '0') || to_hex(28672 + (us % 1000) * 4096 / 1000)
    || substring(replace(gen_random_uuid()::text, '-', '') from 17))::uuid
  from clock
$$;
--> statement-breakpoint
CREATE FUNCTION perch_event_tenant(of_tenant uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  select jsonb_build_object('id', id, 'externalId', external_id, 'metadata', metadata)
  from tenants where id = of_tenant
$$;
--> statement-breakpoint
CREATE FUNCTION perch_connection_event_types(before_state text, after_state text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
  select case
    when after_state is distinct from before_state
      and after_state in ('connected', 'action_required', 'disconnected', 'failed')
      then array['connection.updated', 'connection.' || after_state]
    else array['connection.updated'] end
$$;
--> statement-breakpoint
-- The row is locked by its change, so the count has no gap and no two events share a number.
CREATE FUNCTION perch_count_connection_events() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  before_state text := case when tg_op = 'UPDATE' then old.state end;
  counted integer := case when tg_op = 'UPDATE' then old.event_sequence else 0 end;
begin
  if tg_op = 'INSERT' or old.state is distinct from new.state
    or old.failure_code is distinct from new.failure_code then
    new.event_sequence := counted + cardinality(perch_connection_event_types(before_state, new.state));
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER connections_count_events BEFORE INSERT OR UPDATE OF state, failure_code
ON connections FOR EACH ROW EXECUTE FUNCTION perch_count_connection_events();
--> statement-breakpoint
CREATE FUNCTION perch_tell_connection() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  before_state text := case when tg_op = 'UPDATE' then old.state end;
  types text[];
  nth integer;
  link record;
begin
  if tg_op = 'UPDATE' and old.state is not distinct from new.state
    and old.failure_code is not distinct from new.failure_code then
    return null;
  end if;
  types := perch_connection_event_types(before_state, new.state);
  select links.id, links.purpose, links.metadata into link
  from signups join links on links.id = signups.link_id
  where signups.id = new.signup_id and signups.tenant_id = new.tenant_id;
  for position in 1 .. cardinality(types) loop
    nth := new.event_sequence - cardinality(types) + position;
    insert into events (id, type, tenant_id, connection_id, link_id, sequence, data)
    values (perch_uuid7(nth), types[position], new.tenant_id, new.id, link.id, nth,
      jsonb_build_object(
        'tenant', perch_event_tenant(new.tenant_id),
        'link', case when link.id is not null then
          jsonb_build_object('id', link.id, 'purpose', link.purpose, 'metadata', link.metadata) end,
        'connection', jsonb_build_object(
          'id', new.id, 'state', new.state, 'previousState', before_state, 'failureCode', new.failure_code,
          'phoneNumber', new.phone_number, 'phoneNumberId', new.phone_number_id, 'wabaId', new.waba_id,
          'channelId', new.channel_id)));
  end loop;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER connections_tell AFTER INSERT OR UPDATE OF state, failure_code
ON connections FOR EACH ROW EXECUTE FUNCTION perch_tell_connection();
--> statement-breakpoint
CREATE FUNCTION perch_tell_link() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  made_connection uuid := coalesce(new.connection_id, (
    select connections.id from signups join connections on connections.tenant_id = new.tenant_id
      and (connections.id = signups.connection_id or connections.signup_id = signups.id)
    where signups.link_id = new.id
    order by signups.id desc limit 1));
begin
  insert into events (id, type, tenant_id, connection_id, link_id, data)
  values (perch_uuid7(0), 'link.' || new.state, new.tenant_id, made_connection, new.id,
    jsonb_build_object(
      'tenant', perch_event_tenant(new.tenant_id),
      'link', jsonb_build_object(
        'id', new.id, 'purpose', new.purpose, 'state', new.state, 'previousState', old.state,
        'metadata', new.metadata),
      'connection', case when made_connection is not null then
        jsonb_build_object('id', made_connection) end));
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER links_tell AFTER UPDATE OF state ON links FOR EACH ROW
WHEN (old.state is distinct from new.state) EXECUTE FUNCTION perch_tell_link();
--> statement-breakpoint
CREATE FUNCTION perch_tell_number() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  insert into events (id, type, tenant_id, data)
  values (perch_uuid7(0), 'number.verified', new.tenant_id,
    jsonb_build_object(
      'tenant', perch_event_tenant(new.tenant_id),
      'number', jsonb_build_object('id', new.number_id, 'phoneNumber', new.phone_number)));
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER number_purchases_tell AFTER UPDATE OF verified_at ON number_purchases FOR EACH ROW
WHEN (old.verified_at is null and new.verified_at is not null) EXECUTE FUNCTION perch_tell_number();
--> statement-breakpoint
-- FOR KEY SHARE lets an endpoint that is being deleted fall out, where the foreign key would fail the change itself.
-- The minute bears with a database whose clock is ahead of the portal's. Who has said "gone" wants nothing more; who
-- fell silent gets it when it is back.
CREATE FUNCTION perch_queue_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  wanting record;
begin
  for wanting in
    select id, state from endpoints
    where (state = 'enabled' or (state = 'stopped' and stop_reason is distinct from 'gone'))
      and (event_types is null or new.type = any (event_types))
    order by id for key share
  loop
    insert into deliveries (id, event_id, endpoint_id, next_attempt_at)
    values (perch_uuid7(coalesce(new.sequence, 0)), new.id, wanting.id, now() - interval '1 minute');
    if wanting.state = 'enabled' then perform pg_notify('event_delivery', wanting.id::text); end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- A test goes to the one endpoint that it is for.
CREATE TRIGGER events_queue_deliveries AFTER INSERT ON events FOR EACH ROW
WHEN (new.type <> 'endpoint.test') EXECUTE FUNCTION perch_queue_deliveries();
