import type Docker from "dockerode";
import { z } from "zod";
import { allowedEngines, engineUrl } from "../../toolchain/engine-choice.ts";
import { askEngines, type Engine, engineHints } from "../../toolchain/engine-connection.ts";
import { decideEngine, type EngineDecision } from "../../toolchain/engine-decision.ts";
import { lookAtMachine } from "../../toolchain/machine.ts";
import { ToolchainError } from "../../toolchain/toolchain-error.ts";

/** The Docker engine that the commands would use. */
export type EngineFacts =
  | {
      readonly kind: "answers";
      readonly host: string;
      readonly version: string;
      /** Seconds by which the engine's clock is ahead of this process' clock. */
      readonly ahead: number;
    }
  /** None answers, and `npm start` does this about it. */
  | { readonly kind: "silent"; readonly next: EngineDecision }
  /** None can be used until somebody does what the lines say. */
  | { readonly kind: "refused"; readonly id: string; readonly lines: readonly string[] };

const infoSchema = z.object({ SystemTime: z.iso.datetime({ offset: true }) });

/** Asks the engine, 3 s per address at most, and hands it on if it answers; starts and installs nothing. */
export async function lookAtEngine(
  dockerHost: string | undefined,
): Promise<{ readonly facts: EngineFacts; readonly docker: Docker | null }> {
  try {
    const addresses = allowedEngines(engineHints(dockerHost));
    const answer = await askEngines(addresses);
    if (answer.kind === "answers")
      return { facts: await lookAtAnswering(answer.engine), docker: answer.engine.docker };
    const where = addresses.map(engineUrl)[0] ?? "";
    const silence = { kind: answer.kind, where, named: dockerHost !== undefined };
    return { facts: { kind: "silent", next: decideEngine(silence, lookAtMachine(), "ask") }, docker: null };
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    return { facts: { kind: "refused", id: error.id, lines: error.message.split("\n") }, docker: null };
  }
}

async function lookAtAnswering({ docker, host, version }: Engine): Promise<EngineFacts> {
  const asked = Date.now();
  const info: unknown = await docker.info();
  const middle = (asked + Date.now()) / 2;
  const ahead = (Date.parse(infoSchema.parse(info).SystemTime) - middle) / 1000;
  return { kind: "answers", host, version, ahead };
}
