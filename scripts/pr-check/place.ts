import { existsSync } from "node:fs";
import { join } from "node:path";
import { IMAGE_NAMES } from "../../infra/plan/input.ts";
import { instanceName, openInstance } from "../platform/instance.ts";
import { PLACE } from "../platform/place-name.ts";
import { imageReferences } from "../toolchain/images/ensure-images.ts";
import { projectDir } from "../toolchain/paths.ts";
import { type ExportedState, factsOf, readState, type StateFacts, stateFileOf } from "./exported-state.ts";
import { type Movement, movement, orderKept } from "./movement.ts";
import { type Preview, preview } from "./preview.ts";
import type { Pair } from "./text-changes.ts";
import { type RenderedPlace, yamlTexts } from "./tree.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What an `up` of the working tree would do to a place. */
export interface CheckedPlace extends Movement {
  readonly place: string;
  /** What it was previewed against; null for an empty platform, because no state was exported. */
  readonly state: StateNote | null;
  /** The stage of the preview: where the change leads to, or the first one on an empty platform. */
  readonly previewed: string;
  readonly preview: Preview;
}

/** Where a state comes from. A state that the change itself brings proves nothing. */
export interface StateNote {
  readonly file: string;
  readonly from: "base" | "given" | "this change";
  readonly exportedAt: string;
}

/** What `checkPlace` works with. */
export interface PlaceOptions {
  readonly baseTree: string;
  /** File of an exported state that replaces the committed one. */
  readonly state?: string | undefined;
  readonly binDir: () => Promise<string>;
  readonly report: (line: string) => void;
}

/** Previews a place. Throws CommandError when the exported state cannot be used. */
export async function checkPlace(pair: Pair, options: PlaceOptions): Promise<CheckedPlace> {
  const { place, stages } = pair.after;
  const found = findState(place, options);
  const moved = movement(pair, found?.facts.stage ?? null, yamlTexts(projectDir));
  const previewed = found === null ? (stages[0] ?? moved.to).name : moved.to.name;
  options.report(`preview of ${place} at ${previewed}`);
  const said = await previewOf(pair.after, previewed, found, await options.binDir());
  return {
    place,
    ...moved,
    previewed,
    state: found === null ? null : { file: found.file, from: found.from, exportedAt: found.facts.exportedAt },
    preview: orderKept(said, moved, stages),
  };
}

interface Found extends Pick<StateNote, "file" | "from"> {
  readonly state: ExportedState;
  readonly facts: StateFacts;
}

function findState(place: string, { state: given, baseTree }: PlaceOptions): Found | null {
  const file = stateFileOf(place);
  const committed = [
    { from: "base" as const, file, path: join(baseTree, file) },
    { from: "this change" as const, file, path: join(projectDir, file) },
  ].filter(({ path }) => existsSync(path));
  const [first] = given === undefined ? committed : [{ from: "given" as const, file: given, path: given }];
  if (first === undefined) return null;
  const state = withoutSecrets(readState(first.path));
  return { file: first.file, from: first.from, state, facts: factsOf(state) };
}

async function previewOf(
  { place, images, certificate }: RenderedPlace,
  stage: string,
  found: Found | null,
  binDir: string,
): Promise<Preview> {
  const instance = place === PLACE ? instanceName(place) : place;
  return preview({
    place,
    stage,
    instance,
    slot: instance === place ? 0 : openInstance(place, instance).slot,
    images: images === "lock" ? {} : await imagesOn(found?.facts.base ?? null),
    state: found?.state ?? null,
    operatorSecrets: certificate === "files",
    binDir,
  });
}

/** With a base that was built before, the true references, so that changed sources show as replaced containers. */
async function imagesOn(base: string | null): Promise<Readonly<Record<string, string>>> {
  return base === null
    ? Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]))
    : imageReferences(base);
}
