import { setTimeout as pause } from "node:timers/promises";
import { LOAD_DEFAULTS } from "../../lab/load/load.ts";
import { text } from "../../messages/messages.ts";
import { servedByV2After } from "../access-log.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import { logOf } from "../container-log.ts";
import type { Figure } from "../figure.ts";
import { gatewayPart } from "../instance.ts";
import { liftKillSwitch, WATCHERS, whileV2Answers } from "../kill-switch.ts";
import { withUsers } from "../loads.ts";
import { runScript } from "../run-script.ts";
import { goTo } from "../stages.ts";

const SHARE = 50;
const LIMIT = 1;
/** How long V2 is watched after the switch: a request that comes this late would still be seen. */
const WATCHED_MS = 4000;

/** One throw of the switch. */
interface Throw {
  /** Seconds from the start of the command to the last answer of V2, and to the command's own end. */
  readonly quiet: number;
  readonly command: number;
  /** Requests in the gateway's log that V2 served and that began more than LIMIT seconds after the start. */
  readonly late: number;
}

/** How fast nothing reaches V2 any more. */
export const killSwitch: BenchCase = {
  name: "kill-switch",
  minutes: 1.5,
  async measure(bench) {
    await liftKillSwitch(bench);
    await goTo(bench, SHARE);
    const times = repetitions(bench);
    const throws = await withUsers(bench.context, LOAD_DEFAULTS.rate, async () => {
      const seen: Throw[] = [];
      for (let round = 0; round < times; round++) seen.push(await throwOnce(bench));
      return seen;
    });
    return figures(throws);
  },
};

async function throwOnce(bench: Bench): Promise<Throw> {
  const { docker } = bench.context;
  const gateway = await gatewayPart(bench.context);
  const result = await whileV2Answers(bench, async (watch) => {
    const [began, moment] = [performance.now(), Date.now() / 1000];
    const { seconds } = await runScript("kill-switch.mjs", ["on", "--reason", "bench"], bench);
    await pause(WATCHED_MS, undefined, { signal: bench.signal });
    const quiet = Math.max(0, ((watch.lastAnswer() ?? began) - began) / 1000);
    const log = await logOf(docker, gateway.id, { since: moment, stderr: false });
    return { quiet, command: seconds, late: servedByV2After(log, moment + LIMIT) };
  });
  bench.report(text.bench.lastAndLate(result.quiet.toFixed(2), result.late));
  return result;
}

function figures(throws: readonly Throw[]): Figure[] {
  const settings = {
    "V2's share": `${SHARE} %`,
    "watching connections": WATCHERS,
    "users' requests per second": LOAD_DEFAULTS.rate,
  };
  return [
    {
      name: "kill-switch",
      what: "from the start of `kill-switch on` to V2's last answer",
      unit: "s",
      values: throws.map(({ quiet }) => quiet),
      limit: { max: LIMIT },
      how: "`node scripts/kill-switch.mjs on` under load, its own start included, to the last moment one of the watching connections (each request a new user, the next as soon as the last is answered) got an answer of V2; the request itself began earlier. V2 is watched for 4 s more.",
      settings,
    },
    {
      name: "kill-switch-log",
      what: "requests that reached V2 more than 1 s after the start of `kill-switch on`",
      unit: "requests",
      values: throws.map(({ late }) => late),
      limit: { max: 0 },
      how: "The same throws, all requests of all clients: lines of the gateway's access log that V2 served and that surely began later (its times are whole seconds, so up to one more second may pass unseen; the figure above has no such gap).",
      settings: {},
    },
    {
      name: "kill-switch-command",
      what: "`kill-switch on`, start to end",
      unit: "s",
      values: throws.map(({ command }) => command),
      limit: null,
      how: "The same throws, the command itself.",
      settings: {},
    },
  ];
}
