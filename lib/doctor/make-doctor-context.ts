import type { Db } from "@/db/types";
import { createBirdClient } from "@/lib/bird/client";
import type { Clock } from "@/lib/clock";
import type { Env } from "@/lib/env";
import { createMetaClient } from "@/lib/meta/client";
import { type AppNode, getApp } from "@/lib/meta/get-app";
import { type AppWebhookState, getAppWebhook } from "@/lib/meta/get-app-webhook";
import { createVault } from "@/lib/vault/seal";
import type { DoctorContext } from "./check";

/** Shorter than elsewhere: the doctor is waited for, and says what was slow. */
const CALL_TIMEOUT_MS = 8_000;

type Parts = {
  env: Env;
  now: Clock;
  isServing: boolean;
  db: Db | undefined;
  databaseTrouble?: DoctorContext["databaseTrouble"];
};

/** What the doctor works with, from a configuration and a database that may be out of reach. */
export function makeDoctorContext({ databaseTrouble, ...parts }: Parts): DoctorContext {
  const { env } = parts;
  const timeoutMs = CALL_TIMEOUT_MS;
  const meta = env.meta.settings && createMetaClient({ ...env.meta.settings, timeoutMs });
  const bird = env.bird.settings && createBirdClient({ ...env.bird.settings, timeoutMs });
  const unconfigured = () => Promise.reject(new Error("Meta is not configured."));
  return {
    ...parts,
    databaseTrouble,
    vault: createVault(env.encryptionKeys),
    meta,
    bird,
    readApp: once<AppNode>(meta ? () => getApp(meta) : unconfigured),
    readWebhook: once<AppWebhookState | undefined>(meta ? () => getAppWebhook(meta) : unconfigured),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}
