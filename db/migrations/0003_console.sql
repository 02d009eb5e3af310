CREATE TABLE "number_purchases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"workspace_id" text NOT NULL,
	"phone_number" text NOT NULL,
	"country" text NOT NULL,
	"kind" text NOT NULL,
	"monthly_price" text NOT NULL,
	"currency" text NOT NULL,
	"state" text DEFAULT 'buying' NOT NULL,
	"number_id" text,
	"failure_detail" jsonb,
	"lease_until" timestamp with time zone,
	"bought_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "step_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"step" text NOT NULL,
	"attempt" integer NOT NULL,
	"outcome" text NOT NULL,
	"failure_code" text,
	"failure_detail" jsonb,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tallies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"metric" text NOT NULL,
	"key" text NOT NULL,
	"day" date NOT NULL,
	"bucket" integer DEFAULT -1 NOT NULL,
	"amount" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_refusals" (
	"provider" text NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "webhook_refusals_provider_minute_pk" PRIMARY KEY("provider","minute")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "ip" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "ip" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "invited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "number_id" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "connection_id" uuid;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "success_url" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "failure_url" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "mailed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "brand" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "replayed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "number_purchases" ADD CONSTRAINT "number_purchases_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_attempts" ADD CONSTRAINT "step_attempts_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "number_purchases_tenant" ON "number_purchases" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "number_purchases_once" ON "number_purchases" USING btree ("phone_number") WHERE state in ('buying', 'bought');--> statement-breakpoint
CREATE INDEX "step_attempts_connection" ON "step_attempts" USING btree ("connection_id","id");--> statement-breakpoint
CREATE INDEX "tallies_metric" ON "tallies" USING btree ("metric","day","key","bucket");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "connections_phone_number_prefix" ON "connections" USING btree ("phone_number" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "connections_waba_prefix" ON "connections" USING btree ("waba_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "connections_reference" ON "connections" USING btree (right(replace("id"::text, '-', ''), 12));--> statement-breakpoint
CREATE INDEX "connections_state" ON "connections" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "connections_failure" ON "connections" USING btree ("failure_code","id") WHERE failure_code is not null;--> statement-breakpoint
CREATE INDEX "connections_bird_number" ON "connections" USING btree ("id") WHERE number_id is not null;--> statement-breakpoint
CREATE INDEX "connections_stuck" ON "connections" USING btree ("updated_at") WHERE state in ('pending', 'provisioning', 'action_required');--> statement-breakpoint
CREATE INDEX "connections_token_ends" ON "connections" USING btree ("token_expires_at") WHERE state = 'connected';--> statement-breakpoint
CREATE INDEX "links_state" ON "links" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "links_requested" ON "links" USING btree ("requested_at") WHERE requested_at is not null;--> statement-breakpoint
CREATE INDEX "signups_link" ON "signups" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "signups_failed" ON "signups" USING btree ("id") WHERE state in ('failed', 'abandoned', 'cancelled');--> statement-breakpoint
CREATE INDEX "signups_reference" ON "signups" USING btree (right(replace("id"::text, '-', ''), 12));--> statement-breakpoint
CREATE INDEX "tenants_name" ON "tenants" USING btree (lower("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "tenants_external_id" ON "tenants" USING btree (lower("external_id") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "tenants_email" ON "tenants" USING btree (lower("email") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "webhook_events_state" ON "webhook_events" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "webhook_events_kind" ON "webhook_events" USING btree ("provider","kind","id");--> statement-breakpoint
CREATE INDEX "webhook_events_tenant" ON "webhook_events" USING btree ("tenant_id","id");