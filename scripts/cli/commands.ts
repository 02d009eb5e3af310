import type { Command } from "./command";
import { createApiKeyCommand } from "./commands/api-key";
import { retryConnectionCommand } from "./commands/connection";
import { replayEventsCommand } from "./commands/events";
import { rotateKeysCommand } from "./commands/keys";
import { createLinkCommand } from "./commands/link";
import { createOperatorCommand } from "./commands/operator";
import { rotateReturnSecretCommand } from "./commands/return-secret";
import { createTenantCommand } from "./commands/tenant";

/** Every command, in the order in which one needs them. */
export const COMMANDS: Command[] = [
  createOperatorCommand,
  createTenantCommand,
  createLinkCommand,
  createApiKeyCommand,
  retryConnectionCommand,
  replayEventsCommand,
  rotateKeysCommand,
  rotateReturnSecretCommand,
];
