import type { Check } from "./check";
import { advancedAccess } from "./checks/advanced-access";
import { appCredentials } from "./checks/app-credentials";
import { birdKey } from "./checks/bird-key";
import { birdPermissions } from "./checks/bird-permissions";
import { birdTechProvider } from "./checks/bird-tech-provider";
import { clock } from "./checks/clock";
import { database } from "./checks/database";
import { domains } from "./checks/domains";
import { encryptionKeys } from "./checks/encryption-keys";
import { endpoints } from "./checks/endpoints";
import { graphVersion } from "./checks/graph-version";
import { loginConfiguration } from "./checks/login-configuration";
import { mail } from "./checks/mail";
import { reachability } from "./checks/reachability";
import { signupVersion } from "./checks/signup-version";
import { solution } from "./checks/solution";
import { systemToken } from "./checks/system-token";
import { webhookCallback } from "./checks/webhook-callback";
import { webhookFields } from "./checks/webhook-fields";
import { workers } from "./checks/workers";

/** Every check, in the order in which one would set things up. */
export const CHECKS: Check[] = [
  database,
  encryptionKeys,
  workers,
  reachability,
  mail,
  endpoints,
  clock,
  graphVersion,
  appCredentials,
  loginConfiguration,
  domains,
  advancedAccess,
  signupVersion,
  solution,
  webhookCallback,
  webhookFields,
  systemToken,
  birdKey,
  birdPermissions,
  birdTechProvider,
];
