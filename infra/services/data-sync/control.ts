import { setTimeout as pause } from "node:timers/promises";
import { Command, CommanderError, Option } from "commander";
import { type Answer, refuse } from "./commands/answers.ts";
import { tellConflicts } from "./commands/conflicts.ts";
import { tellLetters } from "./commands/dead-letters.ts";
import { freezeBoth, thaw } from "./commands/freeze.ts";
import { tellStatus } from "./commands/status.ts";
import { tellV1Sessions } from "./commands/v1-sessions.ts";
import { tellParity } from "./commands/verify.ts";
import type { Direction } from "./direction.ts";
import { SIDES } from "./lens.ts";
import type { SideStore } from "./side-store.ts";
import type { Side } from "./transform/types.ts";

/** What the commands need. */
export interface ControlOptions extends Answer {
  readonly stores: Readonly<Record<Side, SideStore>>;
  readonly direction: Direction;
  /** Where the running service tells its metrics. */
  readonly metricsUrl: string;
}

const CONNECT_MS = 5_000;

/**
 * `npm run sync` inside data-sync's container, where the stores can be reached. The exit code: 0 done or equal, 1 wrong
 * use, 2 not equal, frozen, or sessions left, 4 a store is away. Asks nothing: who calls it has asked.
 */
export async function control(args: readonly string[], options: ControlOptions): Promise<number> {
  const { stores } = options;
  if (!(await areUp(stores))) {
    const away = SIDES.filter((side) => !stores[side].isUp()).map((side) => `store-${side}`);
    refuse(options, "storesAway", away.join(", "));
    return 4;
  }
  let code = 0;
  // The help is that of `npm run sync`: here --help is an option that nobody knows.
  const program = new Command("sync")
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .helpOption(false);
  const status = program.command("status").option("--json");
  status.action(async () => {
    code = await tellStatus(options);
  });
  const freeze = program.command("freeze").option("--json").option("--dry-run", "", false);
  // A reason that is missing is refused as an empty one is.
  freeze.option("--reason <text>", "", "");
  freeze.action(async () => {
    code = await freezeBoth(options, freeze.opts());
  });
  const unfreeze = program
    .command("unfreeze")
    .option("--json")
    .addOption(new Option("--from <side>").choices(SIDES))
    .option("--allow-deletes", "", false)
    .option("--dry-run", "", false);
  unfreeze.action(async () => {
    code = await thaw(options, unfreeze.opts());
  });
  const letters = program.command("dead-letters").argument("[what]").argument("[key]");
  letters.option("--json", "", false).option("--dry-run", "", false);
  letters.action(async (what = "list", key) => {
    code = await tellLetters(options, { ...letters.opts<{ dryRun: boolean }>(), what, key });
  });
  const conflicts = program.command("conflicts").argument("[what]").argument("[key]");
  conflicts.option("--json", "", false);
  conflicts.action(async (what = "list", key) => {
    code = await tellConflicts(options, { ...conflicts.opts<{ json: boolean }>(), what, key });
  });
  const parity = program.command("verify").option("--sample [n]").option("--full");
  parity.option("--from <position>").option("--json");
  parity.action(async () => {
    code = await tellParity(options, parity.opts());
  });
  const sessions = program.command("v1-sessions").option("--json");
  sessions.action(async () => {
    code = await tellV1Sessions(options);
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return refuse(options, "usage", error.message);
    throw error;
  }
  return code;
}

async function areUp(stores: ControlOptions["stores"]): Promise<boolean> {
  const until = Date.now() + CONNECT_MS;
  while (!SIDES.every((side) => stores[side].isUp())) {
    if (Date.now() > until) return false;
    await pause(50);
  }
  return true;
}
