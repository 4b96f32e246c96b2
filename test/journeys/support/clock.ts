import type Docker from "dockerode";
import type { Context } from "../../../scripts/platform/instance/context.ts";
import { ensureImage } from "../../../scripts/toolchain/images/build.ts";
import { containerOf } from "./platform.ts";

/**
 * Debian's libfaketime answers the calls by which a program asks for the time of day. Containers share the kernel's
 * own clock, so this is as near to a wrong clock as one container alone can come: everything the program sees is
 * off. The clock that only measures how long things take stays right, as it does on a machine with a wrong date.
 */
const DOCKERFILE = `ARG BASE
FROM \${BASE}
USER 0
RUN apt-get update && apt-get install -y --no-install-recommends libfaketime && rm -rf /var/lib/apt/lists/* \\
 && ln -s "$(ls /usr/lib/*/faketime/libfaketime.so.1)" /usr/lib/libfaketime.so
`;

/** A service whose clock is wrong, until `restore` puts the one with the right clock back. */
export interface WrongClock {
  readonly container: Docker.Container;
  restore(): Promise<void>;
}

/** Replaces a service's container by one that differs in nothing but its clock: `offset` is for example `+1h`. */
export async function setClock(context: Context, service: string, offset: string): Promise<WrongClock> {
  const { docker } = context;
  const right = await containerOf(context, service);
  const { Name, Config, HostConfig, NetworkSettings } = await right.inspect();
  const name = Name.slice(1);
  const image = await ensureImage(
    { name: "wrong-clock", dockerfile: DOCKERFILE, base: Config.Image, files: [] },
    { docker, report: () => {} },
  );
  await right.rename({ name: `${name}-right` });
  await right.stop({ t: 1 });
  const clock = [
    "LD_PRELOAD=/usr/lib/libfaketime.so",
    `FAKETIME=${offset}`,
    "FAKETIME_DONT_FAKE_MONOTONIC=1",
    "FAKETIME_NO_CACHE=1",
  ];
  const networks = Object.entries(NetworkSettings.Networks).map(
    ([network, { IPAMConfig, Aliases }]) => [network, { IPAMConfig, Aliases }] as const,
  );
  const container = await docker.createContainer({
    ...Config,
    name,
    Image: image,
    Env: [...(Config.Env ?? []), ...clock],
    HostConfig,
    // An older engine takes one network at the creation, and the others afterwards.
    NetworkingConfig: { EndpointsConfig: Object.fromEntries(networks.slice(0, 1)) },
  });
  for (const [network, endpoint] of networks.slice(1))
    await docker.getNetwork(network).connect({ Container: container.id, EndpointConfig: endpoint });
  await container.start();
  return {
    container,
    async restore() {
      await container.remove({ force: true });
      await right.rename({ name });
      await right.start();
    },
  };
}
