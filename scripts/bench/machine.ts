import { arch, cpus, loadavg, release, totalmem, type } from "node:os";
import type Docker from "dockerode";
import { PULUMI_VERSION } from "../toolchain/pulumi/versions.ts";

/** What the figures were measured on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly system: string;
  /** Runnable processes over the last minute, before anything was started; above the cores the figures say little. */
  readonly loadBefore: number;
  readonly node: string;
  readonly docker: string;
  readonly pulumi: string;
}

/** Looks at this machine and its engine. */
export async function describeMachine(docker: Docker): Promise<Machine> {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? arch(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    node: process.version,
    docker: (await docker.version()).Version,
    pulumi: PULUMI_VERSION,
  };
}

/** The machine in one line. */
export function machineLine(machine: Machine): string {
  const { cores, processor, memoryGb, system, loadBefore, node, docker, pulumi } = machine;
  return `${cores} cores (${processor}), ${memoryGb} GB, ${system}, Docker ${docker}, Pulumi ${pulumi}, Node ${node}; load average before: ${loadBefore}`;
}
