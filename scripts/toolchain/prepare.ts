import { text } from "../messages/messages.ts";
import { allowsColour } from "./colour.ts";
import { askYesNo } from "./confirm.ts";
import { type Engine, ensureEngine, settleEngine } from "./engine.ts";
import { forecast, forecastLines } from "./forecast.ts";
import { ensureImages, type Images } from "./images/ensure-images.ts";
import { interruptible } from "./interrupt.ts";
import { cacheDir } from "./paths.ts";
import { ensurePulumi, type PulumiTools } from "./pulumi.ts";
import { requireSpace, spaceNeeds } from "./space.ts";
import { createSteps, type Steps } from "./steps.ts";
import { survey, type Wanted } from "./survey.ts";

/** What to prepare, and how far the preparation may go. */
export interface PrepareOptions extends Wanted {
  /** accept the installation of a Docker engine without asking */
  readonly yes: boolean;
  readonly report: (line: string) => void;
  /** the engine named by `--docker-host`; without it only this machine's own is used */
  readonly dockerHost?: string | undefined;
  /** by default only on a terminal, and not with NO_COLOR */
  readonly colour?: boolean;
  /** ends the preparation the way Ctrl-C does */
  readonly signal?: AbortSignal | undefined;
}

/** What a command works with; null for what it did not ask for. */
export interface Tools<W extends Wanted> {
  readonly engine: Given<W["docker"], Engine>;
  readonly images: Given<W["images"], Images>;
  readonly pulumi: Given<W["pulumi"], PulumiTools>;
}

type Given<Asked extends boolean, Tool> = Asked extends true ? Tool : null;

/**
 * Makes sure that what a command needs is there, and shows each step with its time. Repeats nothing that is done,
 * resumes after an interruption, and may run twice at once. Images need `docker`.
 * Throws `ToolchainError` where the user has to act.
 */
export async function prepare<const W extends PrepareOptions>(options: W): Promise<Tools<W>>;
export async function prepare(options: PrepareOptions): Promise<Tools<Wanted>> {
  return interruptible(options.signal, (signal) => prepareUntil(signal, options));
}

async function prepareUntil(signal: AbortSignal, options: PrepareOptions): Promise<Tools<Wanted>> {
  const cache = cacheDir();
  const ahead = forecast(await survey(options, cache, options.dockerHost));
  for (const line of forecastLines(ahead)) options.report(line);
  const confirm = (question: string): Promise<boolean> => askYesNo(question, signal);
  if (options.docker) await settleEngine({ ...options, confirm });
  await requireSpace(spaceNeeds(ahead.work, cache));
  const total = [options.docker, options.images, options.pulumi].filter(Boolean).length;
  const steps = createSteps({ report: options.report, colour: options.colour ?? allowsColour(), total });
  const engine = options.docker ? await engineStep(steps, options) : null;
  signal.throwIfAborted();
  const images = options.images && engine ? await imagesStep(steps, engine, cache, signal) : null;
  signal.throwIfAborted();
  const pulumi = options.pulumi ? await pulumiStep(steps, cache, signal) : null;
  return { engine, images, pulumi };
}

function engineStep(steps: Steps, { dockerHost }: PrepareOptions): Promise<Engine> {
  return steps.run(text.prepare.engine, async (report) => {
    const engine = await ensureEngine({ yes: true, dockerHost, report });
    return { value: engine, said: text.prepare.engineAt(engine.version, engine.host) };
  });
}

function imagesStep(steps: Steps, { docker }: Engine, cache: string, signal: AbortSignal): Promise<Images> {
  return steps.run(text.prepare.images, async (report) => {
    const images = await ensureImages({ docker, cacheDir: cache, report, signal });
    return { value: images, said: text.prepare.imageCount(Object.keys(images).length) };
  });
}

function pulumiStep(steps: Steps, cache: string, signal: AbortSignal): Promise<PulumiTools> {
  return steps.run("Pulumi", async (report) => {
    const tools = await ensurePulumi({ report, cacheDir: cache, signal });
    return { value: tools, said: `${tools.version}, ${tools.source}` };
  });
}
