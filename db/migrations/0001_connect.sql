CREATE TABLE "phone_registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"phone_number_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deletion_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"confirmation_code" text NOT NULL,
	"user_digest" text NOT NULL,
	"issued_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deletion_requests_confirmation_code_unique" UNIQUE("confirmation_code")
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" uuid PRIMARY KEY NOT NULL,
	"waba_id" text NOT NULL,
	"owner_business_id" text NOT NULL,
	"waba_name" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"state" text DEFAULT 'found' NOT NULL,
	"shared_at" timestamp with time zone NOT NULL,
	"tenant_id" uuid,
	"signup_id" uuid,
	"connection_id" uuid,
	"due_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"sealed_signing_key" text NOT NULL,
	"hook_url" text NOT NULL,
	"hooks" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"hooked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspaces_tenant_id_unique" UNIQUE("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"tenant_id" uuid,
	"connection_id" uuid,
	"source_id" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"result" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"processed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_events_dedupe_key_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
ALTER TABLE "connection_steps" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "connection_steps" ADD COLUMN "failure_detail" jsonb;--> statement-breakpoint
ALTER TABLE "connection_steps" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connection_steps" ADD COLUMN "first_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "granted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "lease_id" uuid;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "lease_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "sealed_pin" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "connector_id" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "connector_fingerprint" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "installed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "channel_id" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "channel_status" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "channel_updated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "message_hooks" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "health" jsonb;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "health_checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "health_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "notices" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "test_message" jsonb;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "connected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "disconnect_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "disconnect_reason" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "disconnect_proof" jsonb;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "disconnected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "signups" ADD COLUMN "reconnect_id" uuid;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "workspace_lease_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "workspace_failure_code" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "workspace_failure_detail" jsonb;--> statement-breakpoint
ALTER TABLE "phone_registrations" ADD CONSTRAINT "phone_registrations_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "phone_registrations_number" ON "phone_registrations" USING btree ("phone_number_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shares_once" ON "shares" USING btree ("waba_id","shared_at");--> statement-breakpoint
CREATE INDEX "shares_state" ON "shares" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "webhook_events_due" ON "webhook_events" USING btree ("created_at") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "webhook_events_source" ON "webhook_events" USING btree ("provider","source_id","id");--> statement-breakpoint
CREATE INDEX "webhook_events_connection" ON "webhook_events" USING btree ("connection_id","id");--> statement-breakpoint
CREATE INDEX "connections_waba" ON "connections" USING btree ("waba_id");--> statement-breakpoint
CREATE INDEX "connections_connector" ON "connections" USING btree ("connector_id");--> statement-breakpoint
CREATE INDEX "connections_health_due" ON "connections" USING btree ("health_due_at") WHERE state = 'connected';--> statement-breakpoint
CREATE INDEX "connections_unfinished" ON "connections" USING btree ("updated_at") WHERE state in ('pending', 'provisioning') or disconnect_requested_at is not null and state <> 'disconnected';--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_workspace_id_unique" UNIQUE("workspace_id");