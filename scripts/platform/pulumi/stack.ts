import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { Clearance } from "../../../infra/targets/stage-order/clearance.ts";
import { text } from "../../messages/messages.ts";
import { projectDir } from "../../toolchain/paths.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { type Instance, writePrivate } from "../instance/instance.ts";
import { PROJECT } from "../instance/project-name.ts";
import { removeTornFiles } from "../instance/torn-files.ts";
import { refuseBrokenState } from "./state-copies.ts";

/** What a run of the engine needs to know. */
export interface StackSettings {
  readonly instance: Instance;
  /** Folder of the Pulumi CLI and its plugins, from the toolchain. */
  readonly binDir: string;
  /** Image references by name; empty where images.lock.yaml names them. */
  readonly images: Readonly<Record<string, string>>;
  /** The engine that was checked; plugins and providers must not choose another. */
  readonly dockerHost: string;
  /** Whether the platform's users come first on this machine. */
  readonly givesWay?: boolean;
  /** The checkout whose program runs; this one when it is left out. */
  readonly checkout?: string;
  /** What lets the guard pass the sunset; gone again when the stack is opened without it. */
  readonly clearance?: Clearance;
}

/** Looking at a resource changes nothing. */
const UNTOLD_OPS = ["same", "refresh", "read"];
/** Types of what exists only inside the engine: components and providers. */
export const UNTOLD_TYPES = /^(pulumi:|supersmartmatch:)/;

/**
 * The Pulumi stack of an instance, made when it does not exist. Its project file, configuration and state lie
 * in the instance's own folder: nothing is ever written into the checkout. Refuses a state that is not readable.
 */
export async function openStack(settings: StackSettings, stage: string): Promise<Stack> {
  const { instance } = settings;
  removeTornFiles(instance);
  refuseBrokenState(instance);
  refuseWithoutPassphrase(instance);
  writeProject(instance, settings.checkout);
  // Loaded here: it takes half a second, and most commands open no stack.
  const { LocalWorkspace, PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: instance.place, workDir: instance.dir },
    {
      pulumiCommand: await PulumiCommand.get({ root: dirname(settings.binDir) }),
      envVars: pulumiEnvironment(settings),
    },
  );
  writeConfig(settings, stage);
  return stack;
}

function refuseWithoutPassphrase({ dir }: Instance): void {
  const file = join(dir, "passphrase");
  if (existsSync(file)) return;
  throw new CommandError("SSM-PASSPHRASE", EXIT.wrongUse, text.errors.noPassphrase(file));
}

/** The environment in which `pulumi` finds its plugins, this instance's state and its passphrase. */
export function pulumiEnvironment({
  instance,
  binDir,
  dockerHost,
  givesWay = false,
}: StackSettings): Record<string, string> {
  return {
    // The lowest priority there is: all containers together weigh as much as one process beside ten of Pulumi's.
    SSM_NICE: givesWay ? "19" : "0",
    PATH: [binDir, join(projectDir, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
    PULUMI_BACKEND_URL: `file://${join(instance.dir, "pulumi")}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: join(instance.dir, "passphrase"),
    DOCKER_HOST: dockerHost,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** Folder of the policy pack that judges every preview and every up. */
export const POLICY_PACK = join(projectDir, "policies");

/** One short line for an event worth showing: a resource that changes, or what the engine has to say. */
export function eventLine(event: EngineEvent): string | null {
  const { resourcePreEvent, diagnosticEvent, policyEvent } = event;
  if (resourcePreEvent !== undefined) {
    const { op, urn, type } = resourcePreEvent.metadata;
    return UNTOLD_OPS.includes(op) || UNTOLD_TYPES.test(type) ? null : `${op} ${urn.split("::").at(-1)}`;
  }
  if (policyEvent !== undefined) return `policy ${policyEvent.policyName}: ${policyEvent.message.trim()}`;
  if (diagnosticEvent?.severity === "error") return diagnosticEvent.message.trim();
  return null;
}

const configSchema = z.object({
  config: z.object({ [`${PROJECT}:images`]: z.record(z.string(), z.string()) }),
});

/** The image references that the instance's configuration names; empty before its first deploy. */
export function deployedImages(instance: Instance): Readonly<Record<string, string>> {
  const file = configFile(instance);
  if (!existsSync(file)) return {};
  return configSchema.safeParse(parse(readFileSync(file, "utf8"))).data?.config[`${PROJECT}:images`] ?? {};
}

function configFile({ dir, place }: Instance): string {
  return join(dir, `Pulumi.${place}.yaml`);
}

/** Writes the project file into the instance's folder; its program is the checkout's. */
export function writeProject({ dir }: Instance, checkout = projectDir): void {
  const project = parse(readFileSync(join(checkout, "Pulumi.yaml"), "utf8"));
  const here = { ...project, main: join(checkout, "infra", "main.ts"), stackConfigDir: undefined };
  writePrivate(join(dir, "Pulumi.yaml"), stringify(here));
}

function writeConfig(settings: StackSettings, stage: string): void {
  const file = configFile(settings.instance);
  writePrivate(file, configText(settings, stage, existsSync(file) ? readFileSync(file, "utf8") : ""));
}

/** The instance's configuration for a stage; what else stands in the file before, such as the salt of the passphrase, survives. */
export function configText(
  { instance, images, clearance }: Pick<StackSettings, "instance" | "images" | "clearance">,
  stage: string,
  before: string,
): string {
  const config = {
    [`${PROJECT}:stage`]: stage,
    [`${PROJECT}:instance`]: instance.instance,
    [`${PROJECT}:slot`]: String(instance.slot),
    ...(Object.keys(images).length > 0 ? { [`${PROJECT}:images`]: images } : {}),
    ...(clearance === undefined ? {} : { [`${PROJECT}:clearance`]: clearance }),
  };
  // Quoted, for Pulumi's own reader takes a moment, a number or a word like `on` for something else than a text.
  const quoted = { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;
  return stringify({ ...parse(before), config }, quoted);
}
