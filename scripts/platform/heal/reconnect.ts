import type Docker from "dockerode";
import { z } from "zod";
import { text } from "../../messages/messages.ts";

const inputsSchema = z.object({
  networksAdvanced: z.array(
    z.object({
      name: z.string(),
      ipv4Address: z.string().optional(),
      aliases: z.array(z.string()).optional(),
    }),
  ),
});

/** A container as the Pulumi state declares it. */
export interface DeclaredContainer {
  readonly id?: string | undefined;
  readonly inputs?: unknown;
}

/**
 * Connects containers to the networks that the state declares and that somebody has taken from them: the provider does
 * not look at them when it refreshes. A container or network that is gone is left to the `up` that follows. Returns how
 * many connections were missing.
 */
export async function reconnect(
  docker: Docker,
  containers: readonly DeclaredContainer[],
  report: (line: string) => void,
): Promise<number> {
  let missing = 0;
  for (const { id, inputs } of containers) {
    const { data } = inputsSchema.safeParse(inputs);
    if (id === undefined || data === undefined) continue;
    const seen = await docker.getContainer(id).inspect().catch(ignoreMissing);
    if (seen === null) continue;
    for (const { name, ipv4Address, aliases = [] } of data.networksAdvanced) {
      if (name in seen.NetworkSettings.Networks) continue;
      const address = ipv4Address === undefined ? {} : { IPAMConfig: { IPv4Address: ipv4Address } };
      const endpoint = { ...address, Aliases: aliases };
      missing += 1;
      report(text.heal.connecting(seen.Name.slice(1), name));
      await docker.getNetwork(name).connect({ Container: id, EndpointConfig: endpoint }).catch(ignoreMissing);
    }
  }
  return missing;
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return null;
  throw error;
}
