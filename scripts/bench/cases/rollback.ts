import { LOAD_DEFAULTS } from "../../lab/load/load.ts";
import { text } from "../../messages/messages.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import { liftKillSwitch, WATCHERS, whileV2Answers } from "../kill-switch.ts";
import { withUsers } from "../loads.ts";
import { runScript } from "../run-script.ts";
import { goTo } from "../stages.ts";

const FROM = 100;

/** Seconds from the start of the command to V2's last answer, and to its end. */
interface Rollback {
  readonly traffic: number;
  readonly whole: number;
}

/** From everything on V2 to everything on V1, traffic first. */
export const rollback: BenchCase = {
  name: "rollback",
  minutes: 6,
  async measure(bench) {
    const seen: Rollback[] = [];
    for (let round = 0; round < repetitions(bench); round++) {
      await liftKillSwitch(bench);
      await goTo(bench, FROM);
      seen.push(await withUsers(bench.context, LOAD_DEFAULTS.rate, () => rollBackOnce(bench)));
    }
    const settings = {
      from: `${FROM} %`,
      "watching connections": WATCHERS,
      "users' requests per second": LOAD_DEFAULTS.rate,
    };
    return [
      {
        name: "rollback-traffic",
        what: "from the start of `rollback-v1` to V2's last answer",
        unit: "s",
        values: seen.map(({ traffic }) => traffic),
        limit: { max: 1 },
        how: "`npm run rollback-v1` without npm's own start, from 100 % under load; watched as for kill-switch, the start of the command included.",
        settings,
      },
      {
        name: "rollback-whole",
        what: "`rollback-v1` from 100 % to the declared baseline, checked through the public address",
        unit: "s",
        values: seen.map(({ whole }) => whole),
        limit: { max: 120 },
        how: "The same rollbacks, from the start of the command to its end.",
        settings: {},
      },
    ];
  },
};

async function rollBackOnce(bench: Bench): Promise<Rollback> {
  const seen = await whileV2Answers(bench, async (watch) => {
    const began = performance.now();
    const args = ["rollback-v1", "--reason", "bench"];
    const { seconds } = await runScript("run.mjs", args, {
      signal: bench.signal,
      onLine: (line) => bench.report(`    ${line}`),
    });
    return { traffic: Math.max(0, ((watch.lastAnswer() ?? began) - began) / 1000), whole: seconds };
  });
  bench.report(text.bench.lastAnswer(seen.traffic.toFixed(2), seen.whole.toFixed(1)));
  return seen;
}
