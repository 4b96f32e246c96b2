import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { OPERATOR_SETTINGS } from "../../infra/plan/plan.ts";
import { CommandError, EXIT, type ExitCode } from "../platform/command/command.ts";
import { writePrivate } from "../platform/instance/instance.ts";
import { explainPulumi } from "../platform/pulumi/pulumi-errors.ts";
import { openStack } from "../platform/pulumi/stack.ts";
import { messageOf } from "../toolchain/message-of.ts";
import type { ExportedState } from "./exported-state.ts";
import { type Outcome, outcomeOf } from "./preview-events.ts";
import { startSilentEngine } from "./silent-engine.ts";
import { WITHHELD } from "./without-secrets.ts";

/** What is previewed. */
export interface PreviewRequest {
  /** The checkout whose program says what there should be. */
  readonly checkout: string;
  /** Folders of the policy packs that judge it. */
  readonly policyPacks: readonly string[];
  readonly place: string;
  readonly stage: string;
  readonly slot: number;
  readonly instance: string;
  /** Empty where images.lock.yaml names them. */
  readonly images: Readonly<Record<string, string>>;
  /** Without secret values; null for an empty platform. */
  readonly state: ExportedState | null;
  /** Whether the operator brings a certificate, which is never here. */
  readonly operatorSecrets: boolean;
  /** Folder of the Pulumi CLI. */
  readonly binDir: string;
}

/** What the preview said, and why it ended early. */
export interface Preview extends Outcome {
  /** In words, with what a command would exit with; null when nothing but a rule, or nothing at all, was wrong. */
  readonly failure: { readonly text: string; readonly exitCode: ExitCode } | null;
}

/**
 * `pulumi preview` of a checkout, on a state of its own that is thrown away. Reaches no
 * Docker engine and no real state, and changes nothing. What the engine refuses is part of the answer.
 */
export async function preview(request: PreviewRequest): Promise<Preview> {
  const folder = mkdtempSync(join(tmpdir(), "pr-check-"));
  const engine = await startSilentEngine(folder);
  const events: EngineEvent[] = [];
  try {
    const stack = await open(request, folder, engine.host);
    await stack.preview({
      policyPacks: [...request.policyPacks],
      color: "never",
      onEvent: (event) => events.push(event),
    });
    return { ...outcomeOf(events), failure: null };
  } catch (error) {
    const outcome = outcomeOf(events);
    return { ...outcome, failure: outcome.violations.length > 0 ? null : failureOf(error) };
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(request: PreviewRequest, dir: string, dockerHost: string): Promise<Stack> {
  const { checkout, place, instance, slot, binDir, images } = request;
  writePrivate(join(dir, "passphrase"), randomBytes(24).toString("base64url"));
  mkdirSync(join(dir, "pulumi"));
  const settings = { checkout, instance: { place, instance, slot, dir }, binDir, images, dockerHost };
  const stack = await openStack(settings, request.stage);
  if (request.operatorSecrets) {
    const pairs = OPERATOR_SETTINGS.map((name) => [`supersmartmatch:${name}`, { value: WITHHELD }]);
    await stack.setAllConfig(Object.fromEntries(pairs));
  }
  if (request.state !== null) await stack.importStack(request.state);
  return stack;
}

function failureOf(error: unknown): Preview["failure"] {
  const explained = explainPulumi(error);
  if (explained instanceof CommandError)
    return { text: `${explained.message} [${explained.id}]`, exitCode: explained.exitCode };
  return { text: messageOf(error), exitCode: EXIT.failed };
}
