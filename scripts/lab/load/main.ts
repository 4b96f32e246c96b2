import { runCommand } from "./command.ts";
import { LOAD_COMMAND } from "./load.ts";

await runCommand(LOAD_COMMAND);
