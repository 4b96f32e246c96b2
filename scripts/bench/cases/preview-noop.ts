import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stageReached } from "../../platform/preflight.ts";
import { openStack, POLICY_PACK, pulumiEnvironment } from "../../platform/stack.ts";
import type { Bench, BenchCase } from "../bench-case.ts";
import type { Figure } from "../figure.ts";

/** `pulumi preview` of a platform that is as it should be. */
export const previewNoop: BenchCase = {
  name: "preview-noop",
  async measure(bench) {
    const { context, quick } = bench;
    const stage = await stageReached(context);
    await openStack(context.settings, stage?.name ?? context.stacks.place.stage);
    const times = quick ? 1 : 5;
    const common = { unit: "s", settings: { "resource count": await resourceCount(bench) } } as const;
    const judged: Figure = {
      ...common,
      name: "preview-noop",
      what: "`pulumi preview` with nothing to do, with the policy pack",
      values: await previews(bench, times, ["--policy-pack", POLICY_PACK]),
      limit: 5,
      how: "`pulumi preview --expect-no-changes --policy-pack policies`, wall seconds of the process, one after another; the first run may find a cold file cache.",
    };
    const unjudged: Figure = {
      ...common,
      name: "preview-noop-unjudged",
      what: "the same without the policy pack",
      values: await previews(bench, times, []),
      limit: null,
      how: "As before; the difference is what the policies cost.",
    };
    return [judged, unjudged];
  },
};

async function previews(bench: Bench, times: number, more: readonly string[]): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < times; round++) {
    const began = performance.now();
    await pulumi(bench, ["preview", "--expect-no-changes", ...more]);
    values.push((performance.now() - began) / 1000);
  }
  bench.report(`  ${values.map((value) => value.toFixed(2)).join(", ")} s`);
  return values;
}

async function resourceCount(bench: Bench): Promise<number> {
  const { deployment } = JSON.parse(await pulumi(bench, ["stack", "export"]));
  return deployment.resources.length;
}

async function pulumi({ context, signal }: Bench, args: readonly string[]): Promise<string> {
  const { instance, settings } = context;
  const where = ["-C", instance.dir, "--stack", instance.place, "--non-interactive", "--color", "never"];
  const child = spawn(join(settings.binDir, "pulumi"), [...args, ...where], {
    env: { ...process.env, ...pulumiEnvironment(settings) },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("exit", resolve),
  );
  const [said, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return said;
  throw new Error(`pulumi ${args[0]} ended with ${code}: ${complaint}${said}`);
}
