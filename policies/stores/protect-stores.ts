import { CONTAINER, type Container, labelOf, VOLUME, type Volume } from "../resources.ts";
import { type Seen, stackRule, type Violations } from "../rule.ts";

/** Stores of every stage; a rollback without V2's store would lose what was written on V2. */
const STORES: readonly string[] = ["store-v1", "store-v2"];

/**
 * No store is deleted or replaced. A policy sees the new state only: so each store must be there, on a
 * protected volume, which makes pulumi itself refuse to delete or replace it, and its service must use it.
 */
export const protectStores = stackRule("protect-stores", "no deletion or replacement of a store", check);

function* check(resources: readonly Seen[]): Violations {
  const volumes = resources.filter(({ type }) => type === VOLUME);
  for (const volume of volumes) {
    if (labelOf(volume.props, "kind") === "store") yield* checkVolume(volume);
  }
  for (const store of STORES) {
    const found = volumes.filter(({ props }) => labelOf(props, "volume") === `${store}-data`);
    const [volume] = found.filter(({ props }) => labelOf(props, "kind") === "store");
    if (volume === undefined || found.length > 1) {
      yield `${store}: there must be one volume ${store}-data of kind store, got ${found.length}; every stage keeps it`;
    } else {
      yield* checkUse(store, String(volume.props.name), resources);
    }
  }
}

function* checkVolume({ props, name: resource, opts }: Seen): Violations {
  const { name = resource, driverOpts } = props as Volume;
  if (!opts.protect) yield `volume ${name}: protect must be true, got false; it holds customers' data`;
  if (driverOpts?.type === "tmpfs") yield `volume ${name}: driverOpts.type must be a disk, got tmpfs`;
}

function* checkUse(store: string, volume: string, resources: readonly Seen[]): Violations {
  const services = resources.filter(
    ({ type, props }) => type === CONTAINER && labelOf(props, "service") === store,
  );
  if (services.length !== 1) yield `${store}: there must be one container of it, got ${services.length}`;
  for (const { props } of services) {
    const { name, volumes = [] } = props as Container;
    if (volumes.some(({ volumeName, readOnly }) => volumeName === volume && readOnly !== true)) continue;
    const found = volumes.map(({ volumeName }) => volumeName).join(", ") || "none";
    yield `container ${name}: it must write to volume ${volume}, got ${found}; what it stores elsewhere is lost`;
  }
}
