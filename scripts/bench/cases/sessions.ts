import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../lab/labelled/random.ts";
import { endpointOf } from "../../lab/load/target.ts";
import { browsers } from "../../lab/people/browser.ts";
import { crowd } from "../../lab/people/crowd.ts";
import type { Send } from "../../lab/people/person.ts";
import { text } from "../../messages/messages.ts";
import type { Bench, BenchCase } from "../bench-case.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { loadTarget } from "../loads.ts";
import { runScript } from "../run-script.ts";
import { enterStage, goTo } from "../stages.ts";

const PEOPLE = 10_000;
const QUICK_PEOPLE = 500;
const STAGES = [10, 25, 50, 75, 100];
const HANDS = 16;
/** How long people live on after each change, ms. */
const SETTLE_MS = 10_000;

/** Nobody who is signed in is lost, and nobody who signed out comes back, from 0 % to 100 % and back. */
export const sessions: BenchCase = {
  name: "sessions",
  minutes: 7,
  async measure(bench) {
    const people = bench.quick ? QUICK_PEOPLE : PEOPLE;
    await liftKillSwitch(bench);
    await goTo(bench, 0);
    const { send, close } = browsers(endpointOf(loadTarget(bench.context)), HANDS);
    try {
      const { findings, signedIn } = await lifeOf(bench, send, people);
      const { signedOut, mixedUp, aliveAgain, asked, unanswered, signOuts, renewals } = findings;
      bench.report(text.bench.signedOut(signedOut, mixedUp, aliveAgain));
      return [
        {
          name: "sessions",
          what: `answers that lost, mixed up or revived one of ${people} sessions, over every stage and a rollback`,
          unit: "requests",
          values: [signedOut + mixedUp + aliveAgain],
          limit: { max: 0 },
          how: "scripts/lab/people/: half of the people sign in on V1, half on V2; they ask who they are on either release and through the split, renew their tokens and sign out, while the stages are entered with a real `pulumi up` and `rollback-v1` brings everybody back. Each answer is judged by what the person did itself; in the end both releases are asked about everybody. A failed request says nothing about a session and is counted apart.",
          settings: {
            people,
            asked,
            unanswered,
            renewals,
            "signed out by themselves": signOuts,
            "signed in at the end": signedIn,
          },
        },
      ];
    } finally {
      await close();
    }
  },
};

async function lifeOf(bench: Bench, send: Send, count: number) {
  const random = new Random(1);
  const people = crowd({ send, people: count, hands: HANDS, restMs: 5, random: () => random.next() });
  const refused = await people.signIn();
  if (refused > 0) throw new Error(`${refused} of ${count} people could not sign in`);
  bench.report(text.bench.signedIn(count));
  people.live();
  try {
    await changeEverything(bench);
  } finally {
    await people.stop();
  }
  return { findings: people.findings, signedIn: await people.audit() };
}

async function changeEverything(bench: Bench): Promise<void> {
  for (const v2 of bench.quick ? [10] : STAGES) {
    bench.report(text.bench.to(`${v2} %`));
    await enterStage(bench, v2);
    await pause(SETTLE_MS, undefined, { signal: bench.signal });
  }
  bench.report("  rollback-v1");
  await runScript("run.mjs", ["rollback-v1", "--reason", "bench"], { signal: bench.signal });
  await pause(SETTLE_MS, undefined, { signal: bench.signal });
  await liftKillSwitch(bench);
}
