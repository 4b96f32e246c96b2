import { join } from "node:path";
import type { Stage } from "../infra/stage/schema.ts";
import { LOAD_DEFAULTS, runLoadProcess } from "./lab/load/load.ts";
import type { LoadReport } from "./lab/load/report.ts";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, type ExitCode, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { parseDuration } from "./platform/command/durations.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { output } from "./platform/command/live-line.ts";
import { onlyStart, startLock } from "./platform/deploy/deploy-lock.ts";
import { refuseKillSwitch } from "./platform/deploy/preflight.ts";
import { rollOut } from "./platform/deploy/rollout.ts";
import { stageNamed } from "./platform/deploy/stage-named.ts";
import { summary } from "./platform/deploy/summary.ts";
import { type Context, openContext, readStacks } from "./platform/instance/context.ts";
import { instanceName } from "./platform/instance/instance.ts";
import { PLACE } from "./platform/instance/place-name.ts";
import { refuseBrokenState } from "./platform/pulumi/state-copies.ts";
import { withLock } from "./toolchain/lock.ts";
import { projectDir } from "./toolchain/paths.ts";

const command = new Command("start")
  .description(
    "brings the lab up at 0 % and rolls V2 out to 100 % under live traffic, each stage when its gate allows it",
  )
  .option("--stage <stage>", "stops at this stage: 25, 25% or 025-percent", "100")
  .option("--hold <time>", "holds every stage at most this long, for example 30s")
  .option("--no-traffic", "starts no load generator; bring your own users")
  .option(
    "--instance <name>",
    "another copy, with ports and subnets of its own (default: SSM_INSTANCE, else lab)",
  )
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    "\nGoes on from the stage that was reached. Ctrl-C stops cleanly; the platform goes on serving.\nexit codes: as deploy-v2; 5 after Ctrl-C\nexample: npm start -- --stage 10",
  );

interface Options {
  readonly stage: string;
  readonly hold?: string;
  readonly traffic: boolean;
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly json: boolean;
  readonly yes: boolean;
}

await runCommand("start", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const { report, live } = output(options.json ? process.stderr : process.stdout);
  const owner = { place: PLACE, instance: instanceName(PLACE, options.instance) };
  return withLock(startLock(owner), onlyStart(owner, report), () => start(options, report, live));
});

async function start(
  options: Options,
  report: (line: string) => void,
  live: (line: string) => void,
): Promise<ExitCode> {
  const hold = options.hold === undefined ? undefined : parseDuration("--hold", options.hold);
  // Before anything is prepared: a wrong stage is told at once.
  const wanted = stageNamed(readStacks().stages, options.stage);
  if (wanted.sunset !== null)
    throw new CommandError("SSM-SUNSET", EXIT.wrongUse, text.sunset.notByStart(wanted.name));
  const context = await openContext({ ...options, hold, create: true, report });
  const until = stageNamed(context.stacks.stages, options.stage);
  refuseBrokenState(context.instance);
  await refuseKillSwitch(context);
  const began = Date.now();
  const signal = interruptSignal(report);
  let load: ReturnType<typeof startUsers> | undefined;
  let traffic: LoadReport | undefined;
  try {
    await rollOut(context, {
      until,
      signal,
      live,
      reached: (stage) => {
        if (options.traffic) load ??= startUsers(context, stage, report);
        load?.mark();
      },
    });
  } finally {
    traffic = await load?.stop();
    for (const line of await summary(context, traffic, (Date.now() - began) / 1000)) report(line);
  }
  if (options.json)
    printAnswer({ instance: context.instance.instance, stage: until.name, traffic: traffic ?? null });
  return EXIT.done;
}

/** 5,000 users of this platform in a process of their own. */
function startUsers(context: Context, stage: Stage, report: (line: string) => void) {
  const { place } = context.stacks;
  report(text.change.users(LOAD_DEFAULTS.users, LOAD_DEFAULTS.rate, place.unlimited.join(", ")));
  return runLoadProcess({
    ...LOAD_DEFAULTS,
    url: `https://127.0.0.1:${place.publish.https}`,
    host: place.host,
    caFile: join(context.instance.dir, "ca.pem"),
    labelledFile: join(projectDir, "scripts/lab/labelled/tune.jsonl"),
    ...(stage.sunset === null ? {} : { fixedPath: "/api/auth/jwks" }),
  });
}
