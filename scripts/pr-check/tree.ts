import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { decode } from "../../infra/stage/decode.ts";
import { bytesOf } from "../../infra/stage/file-bytes.ts";
import type { YamlTexts } from "./settings.ts";
import type { Texts } from "./texts.ts";

/** What one stage generates in one place: generated files by `service/path`, and the rest of the plan as `plan`. */
export interface RenderedStage {
  readonly name: string;
  /** Share of the traffic that V2 gets, in whole percent. */
  readonly v2: number;
  readonly texts: Texts;
}

/** Everything that a tree generates for one place. */
export interface RenderedPlace {
  readonly place: string;
  /** The stage that the place's file names. */
  readonly first: string;
  readonly images: "build" | "lock";
  readonly certificate: "lab" | "files";
  /** In order, from 0 % up. */
  readonly stages: readonly RenderedStage[];
}

/**
 * Renders every stage of a place with a tree's own code and files. Images have names instead of content hashes.
 * Rejects with the InputError of that tree when its YAML files are wrong.
 */
export async function renderTree(tree: string, place: string): Promise<RenderedPlace> {
  const { loadStacks }: typeof import("../../infra/stage/load.ts") = await import(
    join(tree, "infra/stage/load.ts")
  );
  const { loadPlanInput }: typeof import("../../infra/plan-input.ts") = await import(
    join(tree, "infra/plan-input.ts")
  );
  const { makePlan }: typeof import("../../infra/plan/make-plan.ts") = await import(
    join(tree, "infra/plan/make-plan.ts")
  );
  const { IMAGE_NAMES }: typeof import("../../infra/plan/input.ts") = await import(
    join(tree, "infra/plan/input.ts")
  );
  const stacks = join(tree, "stacks");
  const images = Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]));
  const read = loadStacks({ dir: stacks, place });
  const stages = read.stages.map(({ name, v2 }) => {
    const plan = makePlan(loadPlanInput({ stacks, place, stage: name, images }));
    const { configs, ...rest } = plan;
    const files = configs.flatMap(({ service, files: texts }) =>
      Object.entries(texts).map(([path, text]) => [`${service}/${path}`, text] as const),
    );
    return { name, v2, texts: { ...Object.fromEntries(files), plan: JSON.stringify(rest, null, 2) } };
  });
  const { stage: first, images: from, certificate } = read.place;
  return { place, first, images: from, certificate, stages };
}

/** The references that a tree's images would have on a base that was built before. */
export async function imagesOf(tree: string, base: string): Promise<Texts> {
  const { imageReferences }: typeof import("../toolchain/images/ensure-images.ts") = await import(
    join(tree, "scripts/toolchain/images/ensure-images.ts")
  );
  return imageReferences(base);
}

/** The YAML files below `stacks` of a tree, by their paths from its root; null of one that is no readable text. */
export function yamlTexts(tree: string): YamlTexts {
  const files = globSync("stacks/**/*.yaml", { cwd: tree });
  return Object.fromEntries(files.map((file) => [file, textOf(join(tree, file))]));
}

function textOf(path: string): string | null {
  const bytes = bytesOf(path);
  const text = typeof bytes === "string" ? null : decode(path, bytes);
  return typeof text === "string" ? text : null;
}

/** The names of the rules in a tree's policy pack: each has a file of its name, in a folder of its subject. */
export function ruleNames(tree: string): string[] {
  const files = globSync("policies/*/*.ts", { cwd: tree });
  return files.map((file) => basename(file, ".ts")).sort();
}
