import { createServer } from "node:net";
import type Docker from "dockerode";
import { placeInstance } from "../../../infra/stage/instance.ts";
import type { Stacks } from "../../../infra/stage/load.ts";
import { hostFindings } from "../../../infra/stage/platform-checks.ts";
import { InputError } from "../../../infra/stage/problem.ts";
import type { Place } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { statePath } from "../../toolchain/paths.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { type Owner, partsOf } from "../containers/parts.ts";
import type { Context } from "./context.ts";
import { hostRoutes } from "./host-routes.ts";
import { ensureInstance, type Instance, isMade, slotsFor } from "./instance.ts";

type Where = Pick<Context, "docker" | "stacks"> & { readonly instance: Owner };

/** The instance, made where this machine has a place for it: one that is refused leaves no file behind and takes no slot. */
export async function admitInstance(docker: Docker, stacks: Stacks, owner: Owner): Promise<Instance> {
  const { place, instance } = owner;
  await refuseForeign(docker, place, instance);
  const slot = await slotOf(stacks, owner);
  await refuseHostConflicts({ docker, stacks: placeInstance(stacks, { instance, slot }), instance: owner });
  // Another start may have taken the slot meanwhile.
  if (!slotsFor(place, instance).includes(slot)) return admitInstance(docker, stacks, owner);
  return ensureInstance(place, instance, slot);
}

/**
 * The slot that an instance has, or would be given now: the lowest one whose subnets and ports nobody on this machine
 * has, another state folder's instance for one. Where each is taken, the lowest: what it meets says why. Touches nothing.
 */
export async function slotOf(stacks: Stacks, { place, instance }: Owner): Promise<number> {
  const [lowest, ...others] = slotsFor(place, instance);
  if (others.length === 0) return lowest;
  for (const slot of [lowest, ...others]) if (await hasRoom(stacks, instance, slot)) return slot;
  return lowest;
}

/** Whether nobody on this machine has the subnets or ports that a new instance would have in this slot. */
async function hasRoom(stacks: Stacks, instance: string, slot: number): Promise<boolean> {
  try {
    const { platform, place, platformFile } = placeInstance(stacks, { instance, slot });
    if (hostFindings(platform.networks, hostRoutes(), [], platformFile, null).length > 0) return false;
    return (await takenPorts(publishedPorts(place))).length === 0;
  } catch (error) {
    // The place's ports may be so high that they cannot be moved as far.
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** The command that makes a copy in another slot; null for a new copy, which comes here when no slot has room. */
export function copyCommand({ place, instance }: Owner): string | null {
  if (instance !== place && !isMade(place, instance)) return null;
  let count = 2;
  while (isMade(place, `${place}${count}`)) count += 1;
  return `npm start -- --instance ${place}${count}`;
}

/** Refuses subnets that the machine already reaches another way, and published ports that another program holds. */
export async function refuseHostConflicts(context: Where): Promise<void> {
  const { platform, platformFile, locate } = context.stacks;
  const own = await ownSubnets(context);
  const findings = hostFindings(
    platform.networks,
    hostRoutes(),
    own,
    platformFile,
    copyCommand(context.instance),
  );
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

async function refuseTakenPorts({ stacks: { place }, instance }: Where): Promise<void> {
  const taken = await takenPorts(publishedPorts(place));
  if (taken.length === 0) return;
  const list = taken.map(({ name, host, port }) => `publish.${name} ${host}:${port}`).join(", ");
  throw new CommandError(
    "SSM-PORT",
    EXIT.wrongUse,
    text.errors.portTaken(list, place.name, copyCommand(instance)),
  );
}

function isFree({ host, port }: PublishedPort): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", (error) => resolve(!("code" in error && error.code === "EADDRINUSE")));
  server.listen(port, host, () => server.close(() => resolve(true)));
  return promise;
}
