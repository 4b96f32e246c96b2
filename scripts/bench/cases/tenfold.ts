import { join } from "node:path";
import { IMAGE_NAMES, type PlanInput } from "../../../infra/plan/input.ts";
import { loadPlanInput } from "../../../infra/plan-input.ts";
import { text } from "../../messages/messages.ts";
import { PLACE } from "../../platform/instance/place-name.ts";
import { POLICY_PACK } from "../../platform/pulumi/stack.ts";
import { projectDir } from "../../toolchain/paths.ts";
import { type Bench, type BenchCase, repetitions } from "../bench-case.ts";
import type { Figure } from "../figure.ts";
import { timePulumi } from "../pulumi-cli.ts";
import { spreadText } from "../report.ts";
import { multiplied } from "../tenfold/multiply.ts";
import { withTenfoldStack } from "../tenfold/workspace.ts";

/** How often the platform's services stand in the plan. */
const SIZES = [1, 5, 10] as const;

/** One look at every size: seconds, in the order of SIZES. */
type Round = readonly number[];

/** What ten times the services cost. */
export const tenfold: BenchCase = {
  name: "tenfold",
  minutes: 3,
  async measure(bench) {
    const services = SIZES.map((times) => multiplied(readInput(), times).services.length);
    return [...previewFigures(await previews(bench), services), planFigure(bench)];
  },
};

async function previews(bench: Bench): Promise<Round[]> {
  return withTenfoldStack(bench, async (stack, setTimes) => {
    const rounds: Round[] = [];
    for (let round = 0; round < repetitions(bench); round++) {
      const seconds: number[] = [];
      for (const times of SIZES) {
        setTimes(times);
        seconds.push(await timePulumi(stack, ["preview", "--policy-pack", POLICY_PACK]));
      }
      bench.report(text.bench.services(SIZES.join(", "), seconds.map((s) => s.toFixed(1)).join(", ")));
      rounds.push(seconds);
    }
    return rounds;
  });
}

function previewFigures(rounds: readonly Round[], services: readonly number[]): Figure[] {
  const column = (index: number) => rounds.map((round) => round[index] ?? 0);
  const count = (index: number) => services[index] ?? 0;
  const perService = (index: number) => column(index).map((seconds) => seconds / count(index));
  const further = (from: number, to: number) =>
    column(to).map((seconds, round) => (seconds - (column(from)[round] ?? 0)) / (count(to) - count(from)));
  const ratio = (above: readonly number[], below: readonly number[]) =>
    above.map((value, round) => (100 * value) / (below[round] ?? 0));
  const how = `\`pulumi preview --policy-pack policies\` of an empty stack, wall seconds of the process, the sizes in turn. The platform is multiplied by scripts/bench/tenfold/multiply.ts: every service but the gateway, with volumes, secrets and texts of its own, and every route.`;
  const settings = Object.fromEntries(
    SIZES.map((_, index) => [`${count(index)} services`, spreadText(column(index), "s")]),
  );
  return [
    {
      name: "tenfold-per-service",
      what: `preview of ${count(2)} services, per service, as a share of the same with ${count(0)}`,
      unit: "%",
      values: ratio(perService(2), perService(0)),
      limit: { max: 100 },
      how,
      settings,
    },
    {
      name: "tenfold-growth",
      what: `preview of one further service from ${count(1)} to ${count(2)}, as a share of one from ${count(0)} to ${count(1)}`,
      unit: "%",
      values: ratio(further(1, 2), further(0, 1)),
      limit: null,
      how: "From the same previews: 100 % is a straight line, twice as much would be a curve.",
      settings: {
        "one further service": spreadText(
          further(0, 2).map((seconds) => seconds * 1000),
          "ms",
        ),
      },
    },
  ];
}

function planFigure(bench: Bench): Figure {
  const input = readInput();
  const times = (size: number) =>
    Array.from({ length: repetitions(bench) }, () => planMilliseconds(input, size));
  return {
    name: "tenfold-plan",
    what: "plan and every text of a platform with ten times the services and routes, without Pulumi",
    unit: "ms",
    values: times(10),
    limit: null,
    how: "`makePlan` with its texts in one warm process, mean of 20 each.",
    settings: { "of the platform as it is": spreadText(times(1), "ms") },
  };
}

function planMilliseconds(input: PlanInput, times: number): number {
  const runs = 20;
  const began = performance.now();
  for (let run = 0; run < runs; run++) multiplied(input, times);
  return (performance.now() - began) / runs;
}

// Names instead of images: nothing is started.
function readInput(): PlanInput {
  const images = Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]));
  return loadPlanInput({ stacks: join(projectDir, "stacks"), place: PLACE, images });
}
