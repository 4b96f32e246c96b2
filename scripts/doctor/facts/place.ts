import type Docker from "dockerode";
import { z } from "zod";
import { placeInstance } from "../../../infra/stage/instance.ts";
import type { Stacks } from "../../../infra/stage/load.ts";
import { hostFindings } from "../../../infra/stage/platform-checks.ts";
import { InputError, problemLine } from "../../../infra/stage/problem.ts";
import { CommandError } from "../../platform/command/command.ts";
import type { Owner } from "../../platform/containers/parts.ts";
import { readStacks } from "../../platform/instance/context.ts";
import {
  copyCommand,
  ownSubnets,
  type PublishedPort,
  publishedPorts,
  slotOf,
  takenPorts,
} from "../../platform/instance/host-check.ts";
import { hostRoutes } from "../../platform/instance/host-routes.ts";

/** What the operator's files ask of this machine, for one instance. */
export type PlaceFacts =
  | {
      readonly kind: "read";
      readonly slot: number;
      readonly stages: number;
      readonly ports: readonly PublishedPort[];
      readonly subnets: readonly string[];
      /** Ports of the instance that some program listens on, the instance's own gateway included. */
      readonly taken: readonly PublishedPort[];
      /** Subnets that the machine already reaches another way, as file:line:column. */
      readonly overlaps: readonly string[];
    }
  /** The files, or the number of the instance, cannot be used: every mistake. */
  | { readonly kind: "refused"; readonly mistakes: readonly string[] };

/** Reads the YAML files and compares them with the machine's ports and routes; opens and closes those ports. */
export async function lookAtPlace(docker: Docker | null, owner: Owner): Promise<PlaceFacts> {
  try {
    const written = readStacks();
    const slot = await slotOf(written, owner);
    const stacks = placeInstance(written, { instance: owner.instance, slot });
    return {
      kind: "read",
      slot,
      stages: stacks.stages.length,
      ...(await lookAtMachine(docker, owner, stacks)),
    };
  } catch (error) {
    if (error instanceof InputError || error instanceof CommandError || isDamage(error))
      return { kind: "refused", mistakes: error.message.split("\n") };
    throw error;
  }
}

/** An instance.json, perhaps of another instance, that is not what was written there. */
function isDamage(error: unknown): error is Error {
  return error instanceof SyntaxError || error instanceof z.ZodError;
}

async function lookAtMachine(docker: Docker | null, owner: Owner, stacks: Stacks) {
  const { place, platform, platformFile, locate } = stacks;
  const ports = publishedPorts(place);
  const own = docker === null ? [] : await ownSubnets({ docker, instance: owner });
  return {
    ports,
    subnets: Object.values(platform.networks).map(({ subnet }) => subnet),
    taken: await takenPorts(ports),
    overlaps: hostFindings(platform.networks, hostRoutes(), own, platformFile, copyCommand(owner)).map(
      (finding) => problemLine(locate(finding)),
    ),
  };
}
