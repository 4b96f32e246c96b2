import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Command, CommanderError, Option } from "commander";
import { restart } from "./attach.ts";
import type { Direction } from "./direction.ts";
import { judgeHistory } from "./history.ts";
import { SIDES } from "./lens.ts";
import { verify } from "./parity.ts";
import type { SideStore } from "./side-store.ts";
import { problemText } from "./transform/problem.ts";
import { otherSide, type Side } from "./transform/types.ts";

/** What the commands need. */
export interface ControlOptions {
  readonly stores: Readonly<Record<Side, SideStore>>;
  readonly direction: Direction;
  /** Where the running service tells its metrics. */
  readonly metricsUrl: string;
  readonly print: (line: string) => void;
}

const CONNECT_MS = 5_000;

/**
 * `npm run sync` inside data-sync's container, where the stores can be reached. The exit code: 0 done or equal, 1 wrong
 * use, 2 not equal or frozen, 4 a store is away.
 */
export async function control(args: readonly string[], options: ControlOptions): Promise<number> {
  const { stores, print } = options;
  const until = Date.now() + CONNECT_MS;
  while (!SIDES.every((side) => stores[side].isUp())) {
    if (Date.now() > until) {
      print(
        `${SIDES.filter((side) => !stores[side].isUp())
          .map((side) => `store-${side}`)
          .join(" and ")} cannot be reached; npm run status shows what runs (SSM-STORE-AWAY)`,
      );
      return 4;
    }
    await pause(50);
  }
  let code = 0;
  const done = (work: () => Promise<number>) => async () => {
    code = await work();
  };
  const program = new Command("sync").exitOverride().configureOutput({ writeOut: print, writeErr: print });
  const status = program.command("status").option("--json");
  status.action(done(() => tellStatus(options, status.opts().json === true)));
  const freeze = program.command("freeze").requiredOption("--reason <text>");
  freeze.action(done(() => freezeBoth(options, String(freeze.opts().reason))));
  const unfreeze = program
    .command("unfreeze")
    .addOption(new Option("--from <side>").choices(SIDES))
    .option("--allow-deletes");
  unfreeze.action(done(() => thaw(options, unfreeze.opts())));
  const letters = program.command("dead-letters").argument("[what]").argument("[key]").option("--json");
  letters.action(async (what = "list", key) => {
    code = await tellLetters(options, what, key, letters.opts().json === true);
  });
  const parity = program.command("verify").option("--sample <n>").option("--full").option("--json");
  parity.action(done(() => tellParity(options, parity.opts())));
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander has printed the help or the mistake itself.
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  return code;
}

/** Why nothing is written, by what the stores say; empty when nothing is wrong. */
async function reasons(stores: ControlOptions["stores"]): Promise<{ broken: string[]; frozen: string[] }> {
  const [v1, v2] = await Promise.all([stores.v1.memory(), stores.v2.memory()]);
  const memories = { v1, v2 };
  const judged = SIDES.map((side) =>
    judgeHistory(`store-${side}`, memories[side].own, memories[otherSide(side)].other),
  );
  return {
    broken: judged.flatMap((judgement) => (judgement.is === "broken" ? [judgement.reason] : [])),
    frozen: [...new Set([v1.frozen, v2.frozen].flatMap((reason) => reason ?? []))],
  };
}

async function tellStatus(
  { stores, direction, metricsUrl, print }: ControlOptions,
  json: boolean,
): Promise<number> {
  const { broken, frozen } = await reasons(stores);
  const text = await fetch(metricsUrl).then((answer) => answer.text());
  const metric = (name: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.split(" ")
        .at(-1),
    );
  const state = {
    ...direction,
    connected: metric("sync_connected") === 1,
    frozen: [...broken, ...frozen],
    lagSeconds: { v1: metric('sync_lag_seconds{from="v1"}'), v2: metric('sync_lag_seconds{from="v2"}') },
    waiting: metric("sync_dirty_keys"),
    deadLetters: metric("sync_dead_letters"),
    pass: metric("sync_pass_ratio"),
    parity: metric("sync_parity_ratio"),
  };
  if (json) print(JSON.stringify(state));
  else for (const line of words(state)) print(line);
  return state.frozen.length > 0 ? 2 : 0;
}

function words(
  state: Direction & {
    readonly connected: boolean;
    readonly frozen: readonly string[];
    readonly lagSeconds: Readonly<Record<Side, number>>;
    readonly waiting: number;
    readonly deadLetters: number;
    readonly pass: number;
    readonly parity: number;
  },
): string[] {
  const { mode, authority, connected, frozen, lagSeconds, waiting, deadLetters, pass, parity } = state;
  if (frozen.length > 0)
    return [
      `FROZEN, nothing is written: ${frozen.join("; ")}`,
      "to go on: npm run sync -- unfreeze; after a loss, say which store is right with --from v1 or --from v2",
    ];
  const way = {
    bidirectional: "changes are carried both ways",
    "v1-to-v2": "changes are carried from V1 to V2 only",
    "v2-to-v1": "changes are carried from V2 to V1 only",
    drain: waiting === 0 ? "drained: everything that was known is carried" : "draining",
    off: "off: nothing is carried",
  }[mode];
  return [
    connected
      ? `${way}; ${authority} wins where both changed the same field`
      : "not connected to both stores yet",
    `lag: from v1 ${lagSeconds.v1} s, from v2 ${lagSeconds.v2} s; ${waiting} documents wait`,
    `the pass over both stores is at ${Math.round(pass * 100)} %; in the last one ${(parity * 100).toFixed(3)} % needed nothing`,
    `${deadLetters} documents cannot be carried${deadLetters > 0 ? ": npm run sync -- dead-letters" : ""}`,
  ];
}

async function freezeBoth({ stores, print }: ControlOptions, reason: string): Promise<number> {
  await Promise.all(SIDES.map((side) => stores[side].freeze(reason)));
  print(`frozen: nothing is written in either store until npm run sync -- unfreeze (reason: ${reason})`);
  return 0;
}

async function thaw(
  { stores, print }: ControlOptions,
  { from, allowDeletes }: { from?: Side; allowDeletes?: boolean },
): Promise<number> {
  const { broken } = await reasons(stores);
  if (broken.length > 0 && from === undefined) {
    print(
      `${broken.join("; ")}: say whose data are right with --from v1 or --from v2; nothing was changed (SSM-SYNC-DIRECTION)`,
    );
    return 1;
  }
  if (from !== undefined) {
    await restart(stores, from, randomUUID);
    print(`store-${from} is right: what store-${otherSide(from)} lacks is put back, nothing is deleted`);
    return 0;
  }
  if (allowDeletes === true) await stores.v1.allowDeletes();
  await Promise.all(SIDES.map((side) => stores[side].freeze(null)));
  print("changes are carried again");
  return 0;
}

async function tellLetters(
  { stores, print }: ControlOptions,
  what: string,
  key: string | undefined,
  json: boolean,
): Promise<number> {
  const all = await Promise.all(
    SIDES.map(async (side) => (await stores[side].deadLetters()).map((name) => ({ side, key: name }))),
  );
  const chosen = all.flat().filter((letter) => key === undefined || letter.key === key);
  if (key !== undefined && chosen.length === 0) {
    print(`there is no dead letter ${key}; npm run sync -- dead-letters lists them (SSM-NO-LETTER)`);
    return 1;
  }
  if (!["list", "show", "retry", "drop"].includes(what)) {
    print(`dead-letters must be followed by list, show, retry or drop, got ${what} (SSM-NO-LETTER)`);
    return 1;
  }
  if (chosen.length === 0) print(json ? "[]" : "there are no dead letters");
  for (const { side, key: name } of chosen) {
    const letter = await stores[side].letter(name);
    if (json) print(JSON.stringify({ side, key: name, ...letter }));
    else if (what === "list") print(`${side} ${name}: ${letter?.problems.length ?? 0} problems`);
    else if (what === "show") print(`${side} ${name}: ${letter?.problems.map(problemText).join("; ") ?? ""}`);
    if (what === "drop") await stores[side].unbury(name);
    if (what === "retry") await stores[side].poke(name);
    if (what === "retry" || what === "drop")
      print(`${side} ${name}: ${what === "drop" ? "dropped" : "looked at again"}`);
  }
  return 0;
}

async function tellParity(
  { stores, print }: ControlOptions,
  { sample, json }: { sample?: string; json?: boolean },
): Promise<number> {
  const most = sample === undefined ? Number.POSITIVE_INFINITY : Number(sample);
  if (!(most > 0)) {
    print(`--sample must be a number of documents above 0, got ${sample} (SSM-INPUT)`);
    return 1;
  }
  const { compared, differences } = await verify(stores, most);
  for (const difference of differences) {
    const { key, is, fields, repair } = difference;
    print(
      json
        ? JSON.stringify(difference)
        : `${key}: ${is}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}; ${repair}`,
    );
  }
  const equal = compared - differences.length;
  if (json) print(JSON.stringify({ compared, equal, different: differences.length }));
  else print(`${compared} documents compared: ${equal} equal, ${differences.length} not`);
  return differences.length === 0 ? 0 : 2;
}
