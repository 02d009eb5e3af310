DROP INDEX "connections_failure";--> statement-breakpoint
CREATE INDEX "connections_failure" ON "connections" USING btree ("failure_code","state","id") WHERE failure_code is not null;