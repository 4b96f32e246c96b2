import { existsSync } from "node:fs";
import { join } from "node:path";
import { IMAGE_NAMES } from "../../infra/plan/input.ts";
import { text } from "../messages/messages.ts";
import { EXIT } from "../platform/command/command.ts";
import { instanceName, openInstance } from "../platform/instance/instance.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import { POLICY_PACK } from "../platform/pulumi/stack.ts";
import { messageOf } from "../toolchain/message-of.ts";
import { projectDir } from "../toolchain/paths.ts";
import { apart, type Due, violationsApart } from "./due.ts";
import { type ExportedState, factsOf, readState, type StateFacts, stateFileOf } from "./exported-state.ts";
import { type Movement, movement, orderKept } from "./movement.ts";
import { type Preview, preview } from "./preview.ts";
import type { Pair } from "./text-changes.ts";
import { imagesOf, type RenderedPlace, yamlTexts } from "./tree.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What an `up` of the working tree would do to a place. */
export interface CheckedPlace extends Movement {
  readonly place: string;
  /** What it was previewed against; null for an empty platform, because no state was exported. */
  readonly state: StateNote | null;
  /** The stage of the preview: where the change leads to, or the first one on an empty platform. */
  readonly previewed: string;
  /** With a state, only what the change itself does. */
  readonly preview: Preview;
  /** What the state is behind the base; null where nothing changes, or without a state. */
  readonly due: Due | null;
}

/** Where a state comes from, and what it is of. A state that the change itself brings proves nothing. */
export interface StateNote {
  readonly file: string;
  readonly from: "base" | "given" | "this change";
  readonly stage: string | null;
  readonly changedAt: string;
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
  const moved = movement(pair, found?.note.stage ?? null, yamlTexts(projectDir));
  const previewed = found === null ? (stages[0] ?? moved.to).name : moved.to.name;
  options.report(text.prCheck.previewing(place, previewed));
  const binDir = await options.binDir();
  const here = { checkout: projectDir, policyPacks: [POLICY_PACK], stage: previewed, binDir };
  const said = orderKept(await previewOf(pair.after, found, here), moved, stages);
  const judged = { place, ...moved, previewed, state: found?.note ?? null };
  const changes = found === null ? [] : said.changes;
  if (changes.length + said.violations.length === 0) return { ...judged, preview: said, due: null };
  const stage = found === null ? previewed : moved.from.name;
  options.report(text.prCheck.previewingBase(place, stage));
  // The base's own rules: what only a new rule refuses is the change's.
  const policyPacks = said.violations.length === 0 ? [] : [join(options.baseTree, "policies")];
  const there = { checkout: options.baseTree, policyPacks, stage, binDir };
  const base = await previewOfBase(pair.before, found, there);
  const preview = violationsApart(said, base);
  return found === null ? { ...judged, preview, due: null } : { ...judged, ...apart(preview, base) };
}

interface Found {
  readonly state: ExportedState;
  readonly base: StateFacts["base"];
  readonly note: StateNote;
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
  const { stage, base, changedAt } = factsOf(state);
  return { state, base, note: { file: first.file, from: first.from, stage, changedAt } };
}

interface Side {
  readonly checkout: string;
  readonly policyPacks: readonly string[];
  readonly stage: string;
  readonly binDir: string;
}

async function previewOf(
  { place, images, certificate }: RenderedPlace,
  found: Found | null,
  side: Side,
): Promise<Preview> {
  // A committed state is of the instance that has the place's name; one that is given, of the instance of here.
  const instance = place === PLACE && found?.note.from === "given" ? instanceName(place) : place;
  return preview({
    ...side,
    place,
    instance,
    slot: instance === place ? 0 : openInstance(place, instance).slot,
    images: images === "lock" ? {} : await imagesOn(side.checkout, found?.base ?? null),
    state: found?.state ?? null,
    operatorSecrets: certificate === "files",
  });
}

/** The base may be older than this code, or broken: that is told, and is no mistake of the change. */
async function previewOfBase(
  before: RenderedPlace | null,
  found: Found | null,
  side: Side,
): Promise<Preview> {
  try {
    if (before === null) throw new Error("it cannot be rendered");
    return await previewOf(before, found, side);
  } catch (error) {
    const text = messageOf(error);
    return { changes: [], unchanged: 0, violations: [], failure: { text, exitCode: EXIT.failed } };
  }
}

/** With a base that was built before, the true references, so that changed sources show as replaced containers. */
async function imagesOn(checkout: string, base: string | null): Promise<Readonly<Record<string, string>>> {
  return base === null
    ? Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]))
    : imagesOf(checkout, base);
}
