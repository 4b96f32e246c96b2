import { imagesDocument } from "./documents/images.ts";
import { placeDocument } from "./documents/place.ts";
import { platformDocument } from "./documents/platform.ts";
import { stageDocument } from "./documents/stage.ts";
import { Folder } from "./folder.ts";
import { looserGates } from "./gate-order.ts";
import { imageFindings } from "./image-checks.ts";
import { copies, ladderOf } from "./ladder-order.ts";
import { alternatives, nearest } from "./nearest.ts";
import { firstStageFindings, placeFindings } from "./place-checks.ts";
import { platformFindings } from "./platform-checks.ts";
import { type Finding, InputError, type Problem } from "./problem.ts";
import type { Images, Place, Platform, Stage } from "./schema.ts";
import { stageFindings } from "./stage-checks.ts";

const PLATFORM = "platform.yaml";
/** The lock of the images. */
export const IMAGES = "images.lock.yaml";
const STAGES = "stages";

/** Everything the operator wrote, read and checked. */
export interface Stacks {
  /** In order, from 0 % up. */
  readonly stages: readonly Stage[];
  readonly platform: Platform;
  readonly place: Place;
  readonly images: Images;
  /** How `platform.yaml` is called in messages. */
  readonly platformFile: string;
  /** A mistake that is only seen on a machine, at its place in the files. */
  locate(finding: Finding): Problem;
}

/** Reads the YAML files of a folder for one place. Throws InputError with all problems of all files. */
export function loadStacks({ dir, place: name }: { readonly dir: string; readonly place: string }): Stacks {
  const folder = new Folder(dir);
  const platform = folder.read(PLATFORM, platformDocument);
  const images = readImages(folder);
  const stages = readStages(folder, platform);
  const place = readPlace(folder, name, stages);
  const platformFile = folder.title(PLATFORM);
  if (platform !== null) folder.add(platformFindings(platform, platformFile));
  if (
    folder.problems.length > 0 ||
    platform === null ||
    images === null ||
    stages === null ||
    place === null
  ) {
    throw new InputError(folder.problems);
  }
  return { stages, platform, place, images, platformFile, locate: (finding) => folder.locate(finding) };
}

/** Reads the lock of the images alone. Throws InputError with all its problems. */
export function loadImages(dir: string): Images {
  const folder = new Folder(dir);
  const images = readImages(folder);
  if (images === null || folder.problems.length > 0) throw new InputError(folder.problems);
  return images;
}

function readImages(folder: Folder): Images | null {
  const images = folder.read(IMAGES, imagesDocument);
  if (images !== null) folder.add(imageFindings(images, folder.title(IMAGES)));
  return images;
}

/** The ladder, or null after noting what is wrong. While a file cannot be read, nothing is said about the order. */
function readStages(folder: Folder, platform: Platform | null): readonly Stage[] | null {
  const files = folder.list(STAGES);
  if (files === null) return null;
  const read = files.map((file) => readStage(folder, file));
  const stages = read.filter((stage) => stage !== null);
  // A copy that was left as it is breaks most rules: that it is one says enough.
  const copied = copies(stages).map(({ file }) => file);
  const own = stages.filter(({ file }) => !copied.includes(file));
  const senseless = own.flatMap((stage) => stageFindings(stage, platform?.triggers ?? null));
  folder.add(senseless);
  if (stages.length < read.length) return null;
  if (stages.length === 0) {
    folder.note(STAGES, "the folder holds no stage; write for example 000-baseline.yaml");
    return null;
  }
  const ladder = ladderOf(stages);
  folder.add(ladder.findings);
  // What makes no sense by itself is not compared.
  if (senseless.length === 0) folder.add(looserGates(ladder.stages));
  return ladder.findings.length === 0 ? ladder.stages : null;
}

function readStage(folder: Folder, file: string): Stage | null {
  const path = `${STAGES}/${file}`;
  const name = /^(\d{3}-[a-z][a-z-]*)\.yaml$/.exec(file)?.[1];
  if (name === undefined) {
    folder.note(path, "a stage file must be named like 025-percent.yaml; rename or remove this one");
    return null;
  }
  const stage = folder.read(path, stageDocument);
  return stage === null ? null : { ...stage, name, file: folder.title(path) };
}

function readPlace(folder: Folder, name: string, stages: readonly Stage[] | null): Place | null {
  const places = (folder.list(".") ?? []).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  if (!places.includes(name)) {
    const guess = nearest(name, places);
    const gone = `; there is no ${folder.title(`Pulumi.${name}.yaml`)}`;
    const fix = guess === null ? gone : `; did you mean ${guess}?`;
    throw new InputError([`place must be ${alternatives(places)}, got "${name}"${fix}`]);
  }
  const file = `Pulumi.${name}.yaml`;
  const document = folder.read(file, placeDocument);
  if (document === null) return null;
  const { "supersmartmatch:stage": stage, "supersmartmatch:place": rest } = document.config;
  const place = { ...rest, name, stage };
  folder.add(placeFindings(place, folder.title(file)));
  if (stages !== null) folder.add(firstStageFindings(place, stages, folder.title(file)));
  return place;
}
