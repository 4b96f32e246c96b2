import type Docker from "dockerode";
import { z } from "zod";

/** What the engine has counted for a container. */
export interface ContainerUse {
  /** As `docker stats` says it: without pages of files that are given back on demand. */
  readonly memoryMb: number;
  /** Seconds of a processor since the container's start. */
  readonly cpuSeconds: number;
}

const bytes = z.number().optional();
const statsSchema = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    usage: z.number(),
    // The first with cgroup v1, the second with v2.
    stats: z.object({ total_inactive_file: bytes, inactive_file: bytes }),
  }),
});

/** One reading of a running container, without the second that a reading of its present rate would take. */
export async function useOf(docker: Docker, id: string): Promise<ContainerUse> {
  return readUse(await docker.getContainer(id).stats({ stream: false, "one-shot": true }));
}

/** A reading from the engine's answer, of either version of cgroups. */
export function readUse(answer: unknown): ContainerUse {
  const { cpu_stats, memory_stats } = statsSchema.parse(answer);
  const { total_inactive_file, inactive_file } = memory_stats.stats;
  return {
    memoryMb: (memory_stats.usage - (total_inactive_file ?? inactive_file ?? 0)) / 2 ** 20,
    cpuSeconds: cpu_stats.cpu_usage.total_usage / 1e9,
  };
}
