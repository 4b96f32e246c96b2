import type { PlanInput } from "../../../infra/plan/input.ts";
import { makePlan } from "../../../infra/plan/make-plan.ts";
import type { Plan, ServicePlan } from "../../../infra/plan/plan.ts";

// Above the numbers of the platform's own services: every copy has an address of its own in each /24.
const FIRST_HOST = 50;

/**
 * The plan of a platform with `times` as many services and routes: beside the platform's own stand copies of every
 * service but the gateway, each with addresses, volumes, secrets and texts of its own. Only ever previewed.
 */
export function multiplied(input: PlanInput, times: number): Plan {
  const numbers = Array.from({ length: times - 1 }, (_, index) => index + 2);
  const routes = [
    ...input.platform.routes,
    ...numbers.flatMap((number) =>
      input.platform.routes.map((route) => ({ ...route, path: `/copy-${number}${route.path}` })),
    ),
  ];
  const plan = makePlan({ ...input, platform: { ...input.platform, routes } });
  const originals = plan.services.filter(({ name }) => name !== "gateway");
  const theirs = new Set(originals.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  const copies = numbers.map((number) => copyOf(plan, originals, theirs, number));
  const volumes = [...plan.volumes, ...copies.flatMap((copy) => copy.volumes)];
  const mounts = volumes.map(({ name }) => ({ volume: name, path: `/volumes/${name}`, readOnly: false }));
  return {
    ...plan,
    services: [...plan.services, ...copies.flatMap(({ services }) => services)],
    volumes,
    keeper: { ...plan.keeper, mounts },
    configs: [...plan.configs, ...copies.flatMap(({ configs }) => configs)],
    secretFiles: [...plan.secretFiles, ...copies.flatMap(({ secretFiles }) => secretFiles)],
  };
}

type Copy = Pick<Plan, "services" | "volumes" | "configs" | "secretFiles">;

function copyOf(
  plan: Plan,
  originals: readonly ServicePlan[],
  theirs: ReadonlySet<string>,
  number: number,
): Copy {
  const named = (name: string) => `${name}-${number}`;
  const host = (index: number) => FIRST_HOST + (number - 2) * originals.length + index;
  return {
    services: originals.map((service, index) => ({
      ...service,
      name: named(service.name),
      networks: service.networks.map(({ name, address }) => ({
        name,
        address: address.replace(/\d+$/, String(host(index))),
      })),
      publish: [],
      mounts: service.mounts.map((mount) => ({ ...mount, volume: named(mount.volume) })),
    })),
    volumes: plan.volumes
      .filter(({ name }) => theirs.has(name))
      .map((volume) => ({ ...volume, name: named(volume.name) })),
    configs: plan.configs
      .filter(({ volume }) => theirs.has(volume))
      .map((config) => ({ ...config, service: named(config.service), volume: named(config.volume) })),
    secretFiles: plan.secretFiles
      .filter(({ volume }) => theirs.has(volume))
      .map((file) => ({ ...file, volume: named(file.volume) })),
  };
}
