import { createServer } from "node:net";
import { hostFindings } from "../../infra/stage/platform-checks.ts";
import { InputError } from "../../infra/stage/problem.ts";
import { CommandError, EXIT } from "./command.ts";
import type { Context } from "./context.ts";
import { hostRoutes } from "./host-routes.ts";
import { partsOf } from "./parts.ts";

/** Refuses subnets that the machine already reaches another way, and published ports that another program holds. */
export async function refuseHostConflicts(context: Context): Promise<void> {
  const { platform, platformFile, locate } = context.stacks;
  const own = await ownSubnets(context);
  const findings = hostFindings(platform.networks, hostRoutes(), own, platformFile);
  if (findings.length > 0) throw new InputError(findings.map(locate));
  if ((await partsOf(context.docker, context.instance)).some((part) => part.running)) return;
  await refuseTakenPorts(context);
}

async function ownSubnets({ docker, instance }: Context): Promise<string[]> {
  const label = [`supersmartmatch.place=${instance.place}`, `supersmartmatch.instance=${instance.instance}`];
  const networks = await docker.listNetworks({ filters: JSON.stringify({ label }) });
  return networks.flatMap((network) => (network.IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []));
}

async function refuseTakenPorts({ stacks: { place } }: Context): Promise<void> {
  const { address, http, https, prometheus } = place.publish;
  const wanted = [
    { name: "http", host: address, port: http },
    { name: "https", host: address, port: https },
    { name: "prometheus", host: "127.0.0.1", port: prometheus },
  ];
  const taken = (await Promise.all(wanted.map(async (want) => ((await isFree(want)) ? [] : [want])))).flat();
  if (taken.length === 0) return;
  const list = taken.map(({ name, host, port }) => `publish.${name} ${host}:${port}`).join(", ");
  throw new CommandError(
    "SSM-PORT",
    EXIT.wrongUse,
    `taken by another program: ${list}; free them (ss -ltnp shows who has them) or change stacks/Pulumi.${place.name}.yaml`,
  );
}

function isFree({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", (error) => resolve(!("code" in error && error.code === "EADDRINUSE")));
  server.listen(port, host, () => server.close(() => resolve(true)));
  return promise;
}
