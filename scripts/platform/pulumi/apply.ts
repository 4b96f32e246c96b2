import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { GATEWAY_PORTS } from "../../../infra/config-files/nginx/input.ts";
import { addressOf } from "../../../infra/plan/addressing.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { refuseStopped } from "../command/interrupt.ts";
import { withSignsOfLife } from "../command/sign-of-life.ts";
import { heal } from "../heal/heal.ts";
import { startStopped } from "../heal/start-stopped.ts";
import type { Context } from "../instance/context.ts";
import { writePrivate } from "../instance/instance.ts";
import { explainPulumi } from "./pulumi-errors.ts";
import { eventLine, openStack, POLICY_PACK } from "./stack.ts";
import { backUpState } from "./state-copies.ts";

const pem = z.string();
const outputsSchema = z.object({
  authority: z.object({ value: pem }),
  control: z.object({ value: z.object({ certificate: pem, key: pem, authority: pem }) }),
});

/** What an `up` did. */
export interface Applied {
  /** False when the platform already was at the stage, down to the last file. */
  readonly changed: boolean;
  readonly seconds: number;
}

export interface ApplyOptions {
  /** Looks at what really runs first, and puts right what was changed or removed by hand. */
  readonly refresh: boolean;
  /** False refuses, before anything is changed, to replace the gateway or a store. */
  readonly allowReplace: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `pulumi up` to a stage: repairs what an interrupted run left, keeps a copy of the state from before and after,
 * previews with the policy pack and applies. Rejects with a CommandError in words; Ctrl-C lets the running step finish.
 */
export async function applyStage(context: Context, stage: Stage, options: ApplyOptions): Promise<Applied> {
  const began = performance.now();
  try {
    const stack = await openStack(context.settings, stage.name);
    const { docker, instance, report } = context;
    const connected = await heal(stack, docker, instance, report);
    // A rollback while V1 serves does not wait for a dead V2 or its store, and leaves them as they are.
    const started = options.refresh ? await startStopped(docker, instance, report) : [];
    if (!options.allowReplace) refuseReplacement(await drift(context, stage), stage);
    backUpState(instance);
    // Pulumi hears of a Ctrl-C only while it runs.
    refuseStopped(options.signal, stage.name);
    const changed = await up(stack, context, options);
    backUpState(instance);
    return {
      changed: changed || connected || started.length > 0,
      seconds: (performance.now() - began) / 1000,
    };
  } catch (error) {
    throw explainPulumi(error);
  }
}

async function up(stack: Stack, context: Context, { refresh, signal }: ApplyOptions): Promise<boolean> {
  const result = await withSignsOfLife(context.report, (report) =>
    stack.up({
      policyPacks: [POLICY_PACK],
      color: "never",
      refresh,
      onEvent: (event) => {
        const line = eventLine(event);
        if (line !== null) report(`  ${line}`);
      },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  writeKeys(context, outputsSchema.parse(result.outputs));
  const changes = result.summary.resourceChanges ?? {};
  return Object.entries(changes).some(([kind, count]) => kind !== "same" && (count ?? 0) > 0);
}

/** What lets people in: the authority of the public address, the control port's three files, and how to use them. */
function writeKeys(
  { instance: { dir }, stacks }: Context,
  { authority, control }: z.infer<typeof outputsSchema>,
): void {
  const files = {
    "ca.pem": authority.value,
    "control.crt": control.value.certificate,
    "control.key": control.value.key,
    "control-ca.pem": control.value.authority,
    "kill-switch.curl": killSwitchCurl(dir, stacks.platform.networks.monitoring.subnet),
  };
  for (const [name, text] of Object.entries(files)) writePrivate(join(dir, name), text);
}

/** For `curl --config`: throws the kill switch without Docker, from the engine's host alone. */
function killSwitchCurl(dir: string, subnet: string): string {
  const port = GATEWAY_PORTS.control;
  const options = {
    cert: join(dir, "control.crt"),
    key: join(dir, "control.key"),
    cacert: join(dir, "control-ca.pem"),
    resolve: `gateway:${port}:${addressOf("gateway", subnet)}`,
    request: "PUT",
    data: "",
    url: `https://gateway:${port}/kill-v2`,
  };
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  return lines.join("");
}

/** The differences between the state and what really runs, one line each; empty when there are none. */
export async function drift(context: Context, stage: Stage): Promise<string[]> {
  const lines: string[] = [];
  try {
    const stack = await openStack(context.settings, stage.name);
    await withSignsOfLife(context.report, () =>
      stack.preview({
        policyPacks: [POLICY_PACK],
        color: "never",
        refresh: true,
        onEvent: (event) => {
          const line = eventLine(event);
          if (line !== null) lines.push(line);
        },
      }),
    );
  } catch (error) {
    throw explainPulumi(error);
  }
  return lines;
}

/** How long a container is away while another takes its place; measured in the lab, stop and start together. */
const OUTAGE_SECONDS = 10;
/** Names and addresses are fixed, so the old container goes before the new one comes: nobody is served meanwhile. */
const COSTLY = /^replace (gateway|store-v1|store-v2)-container$/;

/** Refuses differences that replace the gateway or a store: a new container of theirs is an outage that somebody must want. */
export function refuseReplacement(differences: readonly string[], stage: Stage): void {
  const replaced = differences.filter((line) => COSTLY.test(line));
  if (replaced.length === 0) return;
  const { replace, and } = text.stateErrors;
  const what = replaced.join(and);
  throw new CommandError("SSM-REPLACE", EXIT.wrongUse, replace(what, OUTAGE_SECONDS, stage.v2));
}

/** Refuses to go on when what runs is not what the stage declares. */
export async function refuseDrift(context: Context, stage: Stage): Promise<void> {
  const lines = await drift(context, stage);
  if (lines.length === 0) return;
  const list = lines.map((line) => `\n  ${line}`).join("");
  throw new CommandError("SSM-DRIFT", EXIT.wrongUse, text.stateErrors.drift(stage.name, list, stage.v2));
}
