import { COMMANDS } from "./cli/commands";
import { runCli } from "./cli/run-cli";
import { loadDotEnv } from "./paths";

loadDotEnv();
// What verbs would log is in the answer; lines of JSON would stand between its lines.
process.env.LOG_LEVEL = "silent";
const status = await runCli(process.argv.slice(2), COMMANDS, {
  out: (text) => console.log(text),
  err: (text) => console.error(text),
});
process.exit(status);
