-- Durations are counted in buckets that grow by a quarter each, from a tenth of a second on; -1 is an unknown one.
CREATE FUNCTION perch_bucket(since timestamptz, until timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
  select case when since is null or until is null then -1
    else floor(ln(1 + 10 * greatest(0, extract(epoch from until - since))) / ln(1.25))::integer end
$$;
--> statement-breakpoint
CREATE FUNCTION perch_tally(metric text, key text, day date, bucket integer, amount integer) RETURNS void
LANGUAGE sql AS $$
  insert into tallies (metric, key, day, bucket, amount) values (metric, key, day, bucket, amount)
$$;
--> statement-breakpoint
CREATE FUNCTION perch_stage(key text, since timestamptz, until timestamptz) RETURNS void
LANGUAGE sql AS $$
  select perch_tally('stage', key, (until at time zone 'utc')::date, perch_bucket(since, until), 1)
$$;
--> statement-breakpoint
CREATE FUNCTION perch_failure(key text) RETURNS void
LANGUAGE sql AS $$
  select perch_tally('failure', key, (now() at time zone 'utc')::date, -1, 1)
$$;
--> statement-breakpoint
CREATE FUNCTION perch_tally_connection() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  before_key text := case when tg_op <> 'INSERT' then old.state || ':' || coalesce(old.failure_code, '') end;
  after_key text := case when tg_op <> 'DELETE' then new.state || ':' || coalesce(new.failure_code, '') end;
begin
  if before_key is distinct from after_key then
    if before_key is not null then perform perch_tally('connection', before_key, 'epoch', -1, -1); end if;
    if after_key is not null then perform perch_tally('connection', after_key, 'epoch', -1, 1); end if;
  end if;
  if tg_op = 'DELETE' then return null; end if;
  if tg_op = 'INSERT' then
    perform perch_stage('verified', new.granted_at, new.created_at);
    if new.failure_code is not null then perform perch_failure(new.failure_code); end if;
    return null;
  end if;
  if new.failure_code is not null and new.failure_code is distinct from old.failure_code then
    perform perch_failure(new.failure_code);
  end if;
  if old.installed_at is null and new.installed_at is not null and old.connected_at is null then
    perform perch_stage('installed', new.granted_at, new.installed_at);
  end if;
  if old.connected_at is null and new.connected_at is not null then
    perform perch_stage('connected', coalesce(new.installed_at, new.granted_at), new.connected_at);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER connections_tally AFTER INSERT OR DELETE OR UPDATE OF state, failure_code, installed_at, connected_at
ON connections FOR EACH ROW EXECUTE FUNCTION perch_tally_connection();
--> statement-breakpoint
CREATE FUNCTION perch_tally_link() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'INSERT' then
    perform perch_stage('created', new.created_at, new.created_at);
    return null;
  end if;
  if old.viewed_at is null and new.viewed_at is not null then
    perform perch_stage('viewed', new.created_at, new.viewed_at);
  end if;
  if old.started_at is null and new.started_at is not null then
    perform perch_stage('started', coalesce(new.viewed_at, new.created_at), new.started_at);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER links_tally AFTER INSERT OR UPDATE OF viewed_at, started_at
ON links FOR EACH ROW EXECUTE FUNCTION perch_tally_link();
--> statement-breakpoint
CREATE FUNCTION perch_tally_signup() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if old.exchanged_at is null and new.exchanged_at is not null then
    perform perch_stage('finished', coalesce(new.launched_at, new.created_at), new.exchanged_at);
  end if;
  if new.failure_code is not null and new.failure_code is distinct from old.failure_code then
    perform perch_failure(new.failure_code);
  end if;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER signups_tally AFTER UPDATE OF exchanged_at, failure_code
ON signups FOR EACH ROW EXECUTE FUNCTION perch_tally_signup();
--> statement-breakpoint
CREATE FUNCTION perch_keep() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception '% rows are only ever added', tg_table_name;
end $$;
--> statement-breakpoint
CREATE TRIGGER audit_log_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION perch_keep();
--> statement-breakpoint
-- What was there before the tallies were.
INSERT INTO tallies (metric, key, day, bucket, amount)
SELECT 'connection', state || ':' || coalesce(failure_code, ''), 'epoch', -1, count(*)
FROM connections GROUP BY 2;
