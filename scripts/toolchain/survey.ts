import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { allowedEngines } from "./engine-choice.ts";
import { askEngines, engineHints } from "./engine-connection.ts";
import type { Survey } from "./forecast.ts";
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
  const pulumi = !wanted.pulumi || (await hasPulumi(cacheDir));
  const images = wanted.images ? "wanted" : "not wanted";
  if (!wanted.docker && !wanted.images)
    return { engine: "answers", base: true, packaged: true, images, pulumi };
  const answer = await askEngines(allowedEngines(engineHints(dockerHost)));
  if (answer.kind !== "answers") {
    const engine = lookAtMachine().dockerd ? "stopped" : "missing";
    const base = !wanted.images || (await hasTarball(cacheDir));
    return { engine, base, packaged: !wanted.images || engine === "stopped", images, pulumi };
  }
  const { docker } = answer.engine;
  const base = wanted.images ? await findBase(docker) : null;
  const packaged = !wanted.images || (base !== null && (await hasPackagedImages(docker, base)));
  return {
    engine: "answers",
    base: !wanted.images || base !== null || (await hasTarball(cacheDir)),
    packaged,
    images,
    pulumi,
  };
}

/** Whether Pulumi is on the PATH or in the cache; whether it is whole is checked when it is used. */
async function hasPulumi(cacheDir: string): Promise<boolean> {
  const built = builtRoot(cacheDir);
  const vendor = join(dirname(built), `${PULUMI_VERSION}-vendor`);
  if ([built, vendor].some((folder) => existsSync(join(folder, "manifest.json")))) return true;
  return "binDir" in (await pulumiOnPath(dirname(built), async () => false, undefined));
}
