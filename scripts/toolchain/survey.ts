import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { allowedEngines } from "./engine-choice.ts";
import { askEngines, engineHints } from "./engine-connection.ts";
import type { State, Survey } from "./forecast.ts";
import { findBase } from "./images/base.ts";
import { hasTarball } from "./images/base-tarball.ts";
import { hasPackagedImages } from "./images/ensure-images.ts";
import { lookAtMachine } from "./machine.ts";
import { pulumiOnPath } from "./pulumi/on-path.ts";
import { PULUMI_VERSION } from "./pulumi/versions.ts";
import { builtRoot } from "./pulumi.ts";

/** What a preparation is asked for. */
export interface Wanted {
  readonly docker: boolean;
  readonly images: boolean;
  readonly pulumi: boolean;
}

/** Looks at what is there, in well under a second; changes nothing. Throws when the environment points at another engine. */
export async function survey(
  wanted: Wanted,
  cacheDir: string,
  dockerHost: string | undefined,
): Promise<Survey> {
  const answer = wanted.docker ? await askEngines(allowedEngines(engineHints(dockerHost))) : null;
  const docker = answer?.kind === "answers" ? answer.engine.docker : null;
  const base = wanted.images && docker ? await findBase(docker) : null;
  return {
    "install-engine": state(wanted.docker, docker !== null || lookAtMachine().dockerd),
    "start-engine": state(wanted.docker, docker !== null),
    "base-image": state(wanted.images, base !== null || (await hasTarball(cacheDir))),
    // an engine that is stopped keeps its images, which cannot be seen before it is started
    "packaged-images": state(
      wanted.images,
      docker && base ? await hasPackagedImages(docker, base) : docker === null && lookAtMachine().dockerd,
    ),
    // built from the sources as they are now: whether they changed is seen only when they are bundled
    "service-images": state(wanted.images, false),
    pulumi: state(wanted.pulumi, wanted.pulumi && (await hasPulumi(cacheDir))),
  };
}

function state(wanted: boolean, there: boolean): State {
  return wanted ? (there ? "there" : "missing") : "not wanted";
}

/** Whether Pulumi is on the PATH or in the cache; whether it is whole is checked when it is used. */
async function hasPulumi(cacheDir: string): Promise<boolean> {
  const built = builtRoot(cacheDir);
  const vendor = join(dirname(built), `${PULUMI_VERSION}-vendor`);
  if ([built, vendor].some((folder) => existsSync(join(folder, "manifest.json")))) return true;
  return "binDir" in (await pulumiOnPath(dirname(built), async () => false, undefined));
}
