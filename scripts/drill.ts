import { duration, ratio, refusal, type Unit } from "../infra/stage/units.ts";
import { text, told } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand, say } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { parseDuration } from "./platform/command/durations.ts";
import { setDrill } from "./platform/containers/drill.ts";
import { lookAtContext } from "./platform/instance/context.ts";

const command = new Command("drill")
  .description("makes a stand-in of the lab misbehave, to see what the gate does; never acts on production")
  .argument("<app>", "v1, v2 or nexten")
  .option("--latency <time>", "adds this to every match, for example 200ms")
  .option("--errors <share>", "answers 500 to this share of the matches, for example 8%")
  .option("--wrong <share>", "turns this share of the predictions round, for example 8.5%")
  .option("--crash", "ends the process once; the engine starts it again", false)
  .option("--off", "ends every drill of this app", false)
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "says what would be set and changes nothing", false)
  .option("--json", "prints one JSON object", false)
  .addHelpText(
    "after",
    "\nexample: npm run drill -- v2 --latency 200ms   and then: npm run drill -- v2 --off",
  );

const APPS = ["v1", "v2", "nexten"];
/** What the stand-ins take, scripts/lab/apps/shared/drill.ts. */
const LONGEST_LATENCY_S = 60;
/** What is added to an answer is milliseconds, not minutes. */
const latencyUnit: Unit = { ...duration, example: "200ms", withUnit: (bare) => [`${bare}ms`] };

interface Options {
  readonly latency?: string;
  readonly errors?: string;
  readonly wrong?: string;
  readonly crash: boolean;
  readonly off: boolean;
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

await runCommand("drill", async () => {
  command.exitOverride().parse();
  const [app] = command.processedArgs as [string];
  const options = command.opts<Options>();
  if (!APPS.includes(app)) throw refused(text.drill.noApp(APPS.join(", "), JSON.stringify(app)));
  const drill = options.off ? noneOf(options) : drillOf(options);
  const what = drill === null ? text.drill.none : JSON.stringify(drill);
  if (!options.dryRun) {
    const context = await lookAtContext(options);
    await setDrill(context.docker, context.instance, app, drill);
  }
  if (options.json) printAnswer({ app, drill, dryRun: options.dryRun });
  else say(options.dryRun ? text.drill.wouldSet(app, what) : text.drill.set(app, what));
  return EXIT.done;
});

/** The end of every drill, which is asked for alone. */
function noneOf({ latency, errors, wrong, crash }: Options): null {
  const given = Object.entries({ latency, errors, wrong, crash }).filter(
    ([, value]) => value !== undefined && value !== false,
  );
  if (given.length === 0) return null;
  throw refused(text.drill.offAlone(given.map(([name]) => `--${name}`).join(", ")));
}

function drillOf({ latency, errors, wrong, crash }: Options) {
  const drill = {
    ...(latency === undefined ? {} : { latencyMs: parseLatency(latency) }),
    ...(errors === undefined ? {} : { errorRate: parseShare("--errors", errors) }),
    ...(wrong === undefined ? {} : { wrongRate: parseShare("--wrong", wrong) }),
    ...(crash ? { crash } : {}),
  };
  if (Object.keys(drill).length > 0) return drill;
  throw refused(text.drill.nothingToDo);
}

function parseLatency(given: string): number {
  const seconds = parseDuration("--latency", given, latencyUnit);
  if (seconds <= LONGEST_LATENCY_S) return seconds * 1000;
  throw refused(text.drill.tooLong(LONGEST_LATENCY_S, JSON.stringify(given)));
}

function parseShare(option: string, given: string): number {
  if (ratio.pattern.test(given)) return ratio.parse(given);
  throw refused(`${option} ${told(refusal(ratio, given))}`);
}

function refused(message: string): CommandError {
  return new CommandError("SSM-DRILL", EXIT.wrongUse, message);
}
