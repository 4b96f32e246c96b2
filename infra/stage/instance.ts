import { shiftedNetwork } from "./addresses.ts";
import { InputError } from "./problem.ts";
import type { Place, Platform } from "./schema.ts";
import { shown } from "./units.ts";

/** One running copy of a place on an engine. */
export interface Instance {
  /** Part of every name and label: `lab`. */
  readonly instance: string;
  /** 0 is as written; n shifts ports by 1000 n and subnets by n, so that copies can run side by side. */
  readonly slot: number;
}

/** With 172.20 in slot 0, slot 11 is 172.31: the last of the private range. */
export const LAST_SLOT = 11;
const PORTS_PER_SLOT = 1000;
const LAST_PORT = 65_535;

/** The same with the ports and subnets of one instance. Throws InputError with every mistake. */
export function placeInstance<Stacks extends { readonly platform: Platform; readonly place: Place }>(
  stacks: Stacks,
  { instance, slot }: Instance,
): Stacks {
  const { platform, place } = stacks;
  const mistakes = [...nameMistakes(instance), ...slotMistakes(slot, platform, place)];
  if (mistakes.length > 0) throw new InputError(mistakes);
  const { http, https, prometheus } = place.publish;
  const shift = PORTS_PER_SLOT * slot;
  const publish = {
    ...place.publish,
    http: http + shift,
    https: https + shift,
    prometheus: prometheus + shift,
  };
  return {
    ...stacks,
    platform: { ...platform, networks: shiftedNetworks(platform.networks, slot) },
    place: { ...place, publish },
  };
}

function shiftedNetworks(networks: Platform["networks"], slot: number): Platform["networks"] {
  const shifted = (network: Platform["networks"]["data"]) => ({
    ...network,
    subnet: shiftedNetwork(network.subnet, slot) ?? network.subnet,
  });
  return {
    frontend: shifted(networks.frontend),
    backend: shifted(networks.backend),
    data: shifted(networks.data),
    monitoring: shifted(networks.monitoring),
    operator: shifted(networks.operator),
    egress: shifted(networks.egress),
  };
}

function nameMistakes(instance: string): string[] {
  if (/^[a-z][a-z0-9-]{0,20}$/.test(instance)) return [];
  const expected = "a lower-case letter and at most 20 more letters, digits or hyphens";
  return [`instance must be ${expected}, got ${shown(instance)}; write for example lab`];
}

function slotMistakes(slot: number, platform: Platform, place: Place): string[] {
  if (!Number.isInteger(slot) || slot < 0 || slot > LAST_SLOT) {
    return [`slot must be a whole number from 0 to ${LAST_SLOT}, got ${shown(slot)}`];
  }
  const { http, https, prometheus } = place.publish;
  const ports = Object.entries({ http, https, prometheus })
    .filter(([, port]) => port + PORTS_PER_SLOT * slot > LAST_PORT)
    .map(
      ([name, port]) =>
        `slot ${slot} moves publish.${name} from ${port} to ${port + PORTS_PER_SLOT * slot}, above ${LAST_PORT}`,
    );
  const subnets = Object.entries(platform.networks)
    .filter(([, { subnet }]) => shiftedNetwork(subnet, slot) === null)
    .map(([name, { subnet }]) => `slot ${slot} moves networks.${name}.subnet ${subnet} to no address`);
  return [...ports, ...subnets].map((mistake) => `${mistake}; choose a lower slot`);
}
