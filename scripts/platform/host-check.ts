import { createServer } from "node:net";
import type Docker from "dockerode";
import { placeInstance } from "../../infra/stage/instance.ts";
import type { Stacks } from "../../infra/stage/load.ts";
import { hostFindings } from "../../infra/stage/platform-checks.ts";
import { InputError } from "../../infra/stage/problem.ts";
import type { Place } from "../../infra/stage/schema.ts";
import { text } from "../messages/messages.ts";
import { statePath } from "../toolchain/paths.ts";
import { CommandError, EXIT } from "./command.ts";
import type { Context } from "./context.ts";
import { hostRoutes } from "./host-routes.ts";
import { ensureInstance, type Instance, isMade, slotOf } from "./instance.ts";
import { type Owner, partsOf } from "./parts.ts";

type Where = Pick<Context, "docker" | "stacks"> & { readonly instance: Owner };

/** The instance, made where this machine has a place for it: one that is refused leaves no file behind and takes no slot. */
export async function admitInstance(docker: Docker, stacks: Stacks, owner: Owner): Promise<Instance> {
  const { place, instance } = owner;
  await refuseForeign(docker, place, instance);
  const placed = placeInstance(stacks, { instance, slot: slotOf(place, instance) });
  await refuseHostConflicts({ docker, stacks: placed, instance: owner });
  return ensureInstance(place, instance);
}

/** Refuses subnets that the machine already reaches another way, and published ports that another program holds. */
export async function refuseHostConflicts(context: Where): Promise<void> {
  const { platform, platformFile, locate } = context.stacks;
  const own = await ownSubnets(context);
  const findings = hostFindings(platform.networks, hostRoutes(), own, platformFile);
  if (findings.length > 0) throw new InputError(findings.map(locate));
  if ((await partsOf(context.docker, context.instance)).some((part) => part.running)) return;
  await refuseTakenPorts(context);
}

/** Refuses to make an instance whose containers are there already: another user's, or of another state folder. */
export async function refuseForeign(docker: Docker, place: string, instance: string): Promise<void> {
  if (isMade(place, instance)) return;
  const names = (await partsOf(docker, { place, instance })).map(({ name }) => name);
  if (names.length === 0) return;
  throw new CommandError(
    "SSM-FOREIGN",
    EXIT.wrongUse,
    text.errors.foreign(names.length, instance, statePath(place, instance)),
  );
}

/** The subnets that the networks of an instance have on the engine. */
export async function ownSubnets({
  docker,
  instance,
}: {
  readonly docker: Docker;
  readonly instance: Owner;
}): Promise<string[]> {
  const label = [`supersmartmatch.place=${instance.place}`, `supersmartmatch.instance=${instance.instance}`];
  const networks = await docker.listNetworks({ filters: JSON.stringify({ label }) });
  return networks.flatMap((network) => (network.IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []));
}

/** A port that a place offers on the machine. */
export interface PublishedPort {
  /** As the place file calls it: `https` of `publish`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** The ports that a place offers on the machine. */
export function publishedPorts({ publish }: Pick<Place, "publish">): PublishedPort[] {
  const { address, http, https, prometheus } = publish;
  return [
    { name: "http", host: address, port: http },
    { name: "https", host: address, port: https },
    { name: "prometheus", host: "127.0.0.1", port: prometheus },
  ];
}

/** Those of the ports that a program listens on now, be it the place's own gateway. Opens and closes the others. */
export async function takenPorts(ports: readonly PublishedPort[]): Promise<PublishedPort[]> {
  return (await Promise.all(ports.map(async (port) => ((await isFree(port)) ? [] : [port])))).flat();
}

async function refuseTakenPorts({ stacks: { place } }: Where): Promise<void> {
  const taken = await takenPorts(publishedPorts(place));
  if (taken.length === 0) return;
  const list = taken.map(({ name, host, port }) => `publish.${name} ${host}:${port}`).join(", ");
  throw new CommandError("SSM-PORT", EXIT.wrongUse, text.errors.portTaken(list, place.name));
}

function isFree({ host, port }: PublishedPort): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", (error) => resolve(!("code" in error && error.code === "EADDRINUSE")));
  server.listen(port, host, () => server.close(() => resolve(true)));
  return promise;
}
