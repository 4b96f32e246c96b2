import type { Survey } from "../../toolchain/forecast.ts";
import { findProgram, lookAtMachine, type Machine } from "../../toolchain/machine.ts";
import { differenceFromManifest } from "../../toolchain/pulumi/manifest.ts";
import { pulumiOnPath } from "../../toolchain/pulumi/on-path.ts";
import { VENDOR, vendorAnswers } from "../../toolchain/pulumi/vendor.ts";
import { cachedPulumi, type PulumiTools, pulumiRoots } from "../../toolchain/pulumi.ts";
import { survey } from "../../toolchain/survey.ts";

/** The parts that a preparation makes. */
export interface PartsFacts {
  readonly survey: Survey;
  readonly pulumi: PulumiFacts;
  /** Whether a base image can be made here, or another one is named by SSM_BASE_IMAGE; and where `here` is. */
  readonly base: { readonly possible: boolean; readonly machine: Pick<Machine, "user" | "distribution"> };
}

/** A Pulumi that is ready, or what is wrong with the one in the cache and whether another can be downloaded. */
export type PulumiFacts =
  | {
      readonly kind: "ready";
      readonly version: string;
      readonly source: PulumiTools["source"];
      readonly folder: string;
    }
  | { readonly kind: "missing"; readonly damage: string | null; readonly vendor: boolean };

/** Looks at what is prepared and compares Pulumi with its checksums; changes nothing. A `refused` engine is not asked. */
export async function lookAtParts(
  cache: string,
  refused: boolean,
  dockerHost: string | undefined,
): Promise<PartsFacts> {
  const wanted = { docker: !refused, images: !refused, pulumi: true };
  const [found, pulumi] = await Promise.all([survey(wanted, cache, dockerHost), lookAtPulumi(cache)]);
  const machine = lookAtMachine();
  const canInstall = machine.root && machine.debian;
  const possible = findProgram("mmdebstrap") !== null || canInstall || Boolean(process.env.SSM_BASE_IMAGE);
  return { survey: found, pulumi, base: { possible, machine } };
}

async function lookAtPulumi(cache: string): Promise<PulumiFacts> {
  const onPath = await pulumiOnPath(`${cache}/pulumi`, async () => false, undefined);
  if ("binDir" in onPath)
    return { kind: "ready", version: onPath.version, source: "path", folder: onPath.binDir };
  const roots = pulumiRoots(cache);
  const cached = await cachedPulumi(roots);
  if (cached !== null)
    return { kind: "ready", version: cached.version, source: cached.source, folder: cached.binDir };
  const differences = await Promise.all([roots.vendor, roots.built].map(differenceFromManifest));
  const damage = differences.find((difference) => difference !== null && difference !== "absent") ?? null;
  return { kind: "missing", damage, vendor: await vendorAnswers(VENDOR) };
}
