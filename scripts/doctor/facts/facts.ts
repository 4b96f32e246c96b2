import { text } from "../../messages/messages.ts";
import { instanceName } from "../../platform/instance/instance.ts";
import { PLACE } from "../../platform/instance/place-name.ts";
import { isKilled } from "../../platform/rollback/kill.ts";
import { type Forecast, forecast } from "../../toolchain/forecast.ts";
import { cachePath, instancesIn, statePath } from "../../toolchain/paths.ts";
import { type Disk, disksOf, spaceNeeds } from "../../toolchain/space.ts";
import { type CacheFacts, lookAtCache } from "./caches.ts";
import { type ContentsFacts, lookAtContents } from "./contents.ts";
import { type EngineFacts, lookAtEngine } from "./engine.ts";
import { type InstanceFacts, lookAtInstance, namedImages } from "./instance.ts";
import { lookAtParts, type PartsFacts } from "./parts.ts";
import { lookAtPlace, type PlaceFacts } from "./place.ts";
import { lookAtTools, type ToolsFacts } from "./tools.ts";

/** Everything that the doctor looks at, as plain data. */
export interface Facts {
  readonly tools: ToolsFacts;
  readonly engine: EngineFacts;
  readonly parts: PartsFacts;
  readonly forecast: Forecast;
  readonly cache: CacheFacts;
  readonly disks: readonly Disk[];
  readonly instance: InstanceFacts;
  /** Names of all instances of the place that have a state folder. */
  readonly known: readonly string[];
  readonly place: PlaceFacts;
  /** null while no engine answers. */
  readonly contents: ContentsFacts | null;
  /** Whether the kill switch is on; false while nobody can be asked. */
  readonly killed: boolean;
}

/** What is looked at: by default the instance of SSM_INSTANCE, else of the place's own name. */
export interface LookOptions {
  readonly instance?: string | undefined;
  readonly dockerHost?: string | undefined;
}

/** Looks at the machine, in a few seconds. Changes nothing, installs nothing, makes no folder. */
export async function lookAround(options: LookOptions): Promise<Facts> {
  const owner = { place: PLACE, instance: instanceName(PLACE, options.instance) };
  const dir = statePath(owner.place, owner.instance);
  const cache = cachePath();
  const { facts: engine, docker } = await lookAtEngine(options.dockerHost);
  const known = instancesIn(PLACE);
  const [tools, parts, cacheFacts, instance, place, contents, killed] = await Promise.all([
    lookAtTools(),
    lookAtParts(cache, engine.kind === "refused", options.dockerHost),
    lookAtCache(cache),
    lookAtInstance(owner.place, owner.instance, dir),
    lookAtPlace(docker, owner),
    docker === null
      ? null
      : lookAtContents(
          docker,
          known.flatMap((name) => namedImages(owner.place, name)),
        ),
    docker === null ? false : isKilled(docker, owner),
  ]);
  const ahead = forecast(parts.survey);
  const homes = [
    { what: text.doctor.disk.state, bytes: 0, path: dir },
    { what: text.doctor.disk.cache, bytes: 0, path: cache },
  ];
  const disks = await disksOf([...spaceNeeds(ahead.work, cache), ...homes]);
  return {
    tools,
    engine,
    parts,
    forecast: ahead,
    cache: cacheFacts,
    disks,
    instance,
    known,
    place,
    contents,
    killed,
  };
}
