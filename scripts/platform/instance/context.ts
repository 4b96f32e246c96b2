import { constants, getPriority, setPriority } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { placeInstance } from "../../../infra/stage/instance.ts";
import { loadStacks, type Stacks } from "../../../infra/stage/load.ts";
import { connectEngine } from "../../toolchain/engine.ts";
import { projectDir } from "../../toolchain/paths.ts";
import { prepare } from "../../toolchain/prepare.ts";
import { type PrometheusClient, prometheusClient } from "../gate/prometheus-client.ts";
import { deployedImages, type StackSettings } from "../pulumi/stack.ts";
import { admitInstance } from "./host-check.ts";
import { type Instance, instanceName, openInstance } from "./instance.ts";
import { journalFile } from "./journal.ts";
import { PLACE } from "./place-name.ts";

/** Everything a command works with: which copy of the platform, what it should be, and the tools. */
export interface Context {
  readonly instance: Instance;
  /** Stages, platform and place, with the ports and subnets of this instance. */
  readonly stacks: Stacks;
  readonly docker: Docker;
  readonly settings: StackSettings;
  readonly prometheus: PrometheusClient;
  readonly journal: string;
  readonly report: (line: string) => void;
}

export interface ContextOptions {
  /** The instance's name; by default SSM_INSTANCE, else the place's own name. */
  readonly instance?: string | undefined;
  readonly yes: boolean;
  readonly dockerHost?: string | undefined;
  /** Makes the instance when it does not exist, where the machine has a place for it; otherwise that is an error. */
  readonly create?: boolean;
  /** Runs the images that are deployed, whatever the sources in the checkout say now. */
  readonly asDeployed?: boolean;
  /** Seconds that replace the place's own shortened hold. */
  readonly hold?: number | undefined;
  /** Ends the preparation, as Ctrl-C does without it. */
  readonly signal?: AbortSignal;
  readonly report: (line: string) => void;
}

/** Opens an instance that runs, with what is there: installs and starts nothing. */
export async function lookAtContext(
  options: Pick<ContextOptions, "instance" | "dockerHost">,
): Promise<Context> {
  const instance = openInstance(PLACE, instanceName(PLACE, options.instance));
  const { docker, host } = await connectEngine(options);
  const settings = { instance, binDir: "", images: {}, dockerHost: host };
  return contextOf(instance, docker, settings, { report: () => {} });
}

/** Opens an instance with everything installed that a command needs. Input mistakes are reported first. */
export async function openContext(options: ContextOptions): Promise<Context> {
  const name = instanceName(PLACE, options.instance);
  // Before minutes of preparation: a mistake in a file is told at once.
  readStacks();
  const givesWay = options.asDeployed !== true;
  if (givesWay && options.create !== true) stepBack();
  if (options.create !== true) openInstance(PLACE, name);
  const tools = await prepare({
    ...options,
    docker: true,
    images: options.asDeployed !== true,
    pulumi: true,
  });
  const { docker, host } = tools.engine;
  const instance =
    options.create === true
      ? await admitInstance(docker, readStacks(), { place: PLACE, instance: name })
      : openInstance(PLACE, name);
  const images = tools.images ?? deployedImages(instance);
  return contextOf(
    instance,
    docker,
    { instance, binDir: tools.pulumi.binDir, images, dockerHost: host, givesWay },
    options,
  );
}

// On a small machine our own work would slow the platform it changes: users come first. Not on the way back, and not
// where the users are played by this process: late requests would come all at once, and only root can undo this.
function stepBack(): void {
  if (getPriority() < constants.priority.PRIORITY_LOW) setPriority(constants.priority.PRIORITY_LOW);
}

function contextOf(
  instance: Instance,
  docker: Docker,
  settings: StackSettings,
  { hold, report }: Pick<ContextOptions, "hold" | "report">,
): Context {
  const stacks = withHold(placeInstance(readStacks(), instance), hold);
  return {
    instance,
    stacks,
    docker,
    settings,
    prometheus: prometheusClient(`http://127.0.0.1:${stacks.place.publish.prometheus}`),
    journal: journalFile(instance.dir),
    report,
  };
}

/** What the operator wrote for this place; throws InputError with every mistake. Takes milliseconds. */
export function readStacks(): Stacks {
  return loadStacks({ dir: join(projectDir, "stacks"), place: PLACE });
}

function withHold(stacks: Stacks, hold: number | undefined): Stacks {
  if (hold === undefined) return stacks;
  return { ...stacks, place: { ...stacks.place, shorten: { ...stacks.place.shorten, hold } } };
}
