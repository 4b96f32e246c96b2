import { existsSync } from "node:fs";
import { join } from "node:path";
import { IMAGE_NAMES } from "../../infra/plan/input.ts";
import { refusal } from "../../infra/targets/stage-order/order.ts";
import { EXIT } from "../platform/command.ts";
import { instanceName, openInstance } from "../platform/instance.ts";
import { PLACE } from "../platform/place-name.ts";
import { imageReferences } from "../toolchain/images/ensure-images.ts";
import { projectDir } from "../toolchain/paths.ts";
import type { CheckOptions } from "./check.ts";
import { factsOf, readState } from "./exported-state.ts";
import { type Preview, preview } from "./preview.ts";
import { valuesIn } from "./settings.ts";
import { type Pair, stepChanges, type TextChange } from "./text-changes.ts";
import { type RenderedPlace, type RenderedStage, yamlTexts } from "./tree.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What an `up` of the working tree would do to a place. */
export interface CheckedPlace {
  readonly place: string;
  /** What it was previewed against; null for an empty platform, because no state was exported. */
  readonly state: StateNote | null;
  /** The stages that the change leads from and to; the same twice when it moves nobody. */
  readonly from: Pick<RenderedStage, "name" | "v2">;
  readonly to: Pick<RenderedStage, "name" | "v2">;
  /** What must be true to leave `from`, as written; empty when the change moves nobody. */
  readonly gate: readonly string[];
  /** What that step changes in the generated files. */
  readonly step: readonly TextChange[];
  /** The stage of the preview: `to`, or the first one on an empty platform. */
  readonly previewed: string;
  readonly preview: Preview;
}

/** Where a state comes from. */
export interface StateNote {
  readonly file: string;
  /** A state that the change itself brings proves nothing. */
  readonly from: "base" | "given" | "this change";
  readonly exportedAt: string;
}

/** What `checkPlace` works with. */
export type PlaceOptions = Pick<CheckOptions, "state" | "binDir" | "report"> & { readonly baseTree: string };

/** The file that holds a place's exported state, from the root of a tree. */
export function stateFileOf(place: string): string {
  return `stacks/${place}.state.json`;
}

/** Previews a place. Throws CommandError when the exported state cannot be used. */
export async function checkPlace({ before, after }: Pair, options: PlaceOptions): Promise<CheckedPlace> {
  const { place } = after;
  const found = findState(place, options);
  const facts = found === null ? null : factsOf(found.state);
  const from = stageOf(before ?? after, facts?.stage ?? (before ?? after).first);
  const to = stageOf(after, movedTo({ before, after }, facts?.stage ?? null));
  const previewed = found === null ? (after.stages[0] ?? to).name : to.name;
  options.report(`preview of ${place} at ${previewed}`);
  const instance = place === PLACE ? instanceName(place) : place;
  const said = await preview({
    place,
    stage: previewed,
    instance,
    slot: instance === place ? 0 : openInstance(place, instance).slot,
    images: after.images === "lock" ? {} : await imagesOn(facts?.base ?? null),
    state: found?.state ?? null,
    operatorSecrets: after.certificate === "files",
    binDir: await options.binDir(),
  });
  return {
    place,
    state:
      found === null ? null : { file: found.file, from: found.from, exportedAt: facts?.exportedAt ?? "" },
    from,
    to,
    gate: from.name === to.name ? [] : gateOf(from.name),
    step: from.name === to.name ? [] : stepChanges([{ place, from, to }]),
    previewed,
    preview: withOrder(
      said,
      refusal(
        from.name,
        to.name,
        after.stages.map(({ name }) => name),
      ),
    ),
  };
}

function findState(place: string, { state, baseTree }: PlaceOptions) {
  const file = stateFileOf(place);
  const candidates = [
    ...(state === undefined ? [] : [{ from: "given" as const, file: state, path: state }]),
    { from: "base" as const, file, path: join(baseTree, file) },
    { from: "this change" as const, file, path: join(projectDir, file) },
  ];
  const found = candidates.find(({ from, path }) => from === "given" || existsSync(path));
  return found === undefined ? null : { ...found, state: withoutSecrets(readState(found.path)) };
}

/** The stage that the place's file names. The lab keeps its own in its journal: there the file only tells when it changes. */
function movedTo({ before, after }: Pair, reached: string | null): string {
  const keepsItsOwn = after.place === PLACE && before?.first === after.first;
  return keepsItsOwn && reached !== null ? reached : after.first;
}

/** What the guard of the stages would refuse, which an empty platform cannot show. */
function withOrder(said: Preview, refused: string | null): Preview {
  if (refused === null || said.failure !== null) return said;
  return { ...said, failure: { text: `${refused} [SSM-STAGE-ORDER]`, exitCode: EXIT.wrongUse } };
}

/** A stage by its name; the one that the place's file names when there is none of that name any more. */
function stageOf(rendered: RenderedPlace, name: string): RenderedStage {
  const find = (wanted: string) => rendered.stages.find((stage) => stage.name === wanted);
  const found = find(name) ?? find(rendered.first);
  if (found === undefined) throw new Error(`the stages lost ${rendered.first} since they were checked`);
  return found;
}

function gateOf(stage: string): string[] {
  const text = yamlTexts(projectDir)[`stacks/stages/${stage}.yaml`];
  return valuesIn(text)
    .filter(({ path }) => /^(schedule|hold|gate\..*)$/.test(path))
    .map(({ path, text: value }) => `${path.replace("gate.", "")} ${value}`);
}

/** With a base that was built before, the true references, so that changed sources show as replaced containers. */
async function imagesOn(base: string | null): Promise<Readonly<Record<string, string>>> {
  return base === null
    ? Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]))
    : imageReferences(base);
}
