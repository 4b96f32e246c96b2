import { refusal } from "../../infra/targets/stage-order/order.ts";
import { EXIT } from "../platform/command/command.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import type { Preview } from "./preview.ts";
import { valuesIn, type YamlTexts } from "./settings.ts";
import { type Pair, stepChanges, type TextChange } from "./text-changes.ts";
import type { RenderedPlace, RenderedStage } from "./tree.ts";

/** The stages that a change leads a place from and to; the same twice when it moves nobody. */
export interface Movement {
  readonly from: Pick<RenderedStage, "name" | "v2">;
  readonly to: Pick<RenderedStage, "name" | "v2">;
  /** What must be true to leave `from`, as written; empty when the change moves nobody. */
  readonly gate: readonly string[];
  /** What that step changes in the generated files. */
  readonly step: readonly TextChange[];
}

/**
 * Where a change leads a place: to the stage that the place's file names. The lab keeps its own stage in its journal,
 * so there the file only counts when the change touches it. `reached` is the stage of the exported state.
 */
export function movement({ before, after }: Pair, reached: string | null, yaml: YamlTexts): Movement {
  const { place } = after;
  const old = before ?? after;
  const from = stageOf(old, reached ?? old.first);
  const keepsItsOwn = place === PLACE && old.first === after.first;
  const to = stageOf(after, keepsItsOwn ? (reached ?? after.first) : after.first);
  const [{ name, v2 }, goal] = [from, { name: to.name, v2: to.v2 }];
  if (name === to.name) return { from: { name, v2 }, to: goal, gate: [], step: [] };
  const gate = gateOf(yaml[`stacks/stages/${name}.yaml`]);
  return { from: { name, v2 }, to: goal, gate, step: stepChanges([{ place, from, to }]) };
}

/** The preview, refused when the movement skips a stage: on an empty platform the guard of the stages cannot see that. */
export function orderKept(said: Preview, { from, to }: Movement, stages: readonly RenderedStage[]): Preview {
  const ladder = stages.map(({ name }) => name);
  const refused = refusal(from.name, to.name, ladder);
  if (refused === null || said.failure !== null) return said;
  return { ...said, failure: { text: `${refused} [SSM-STAGE-ORDER]`, exitCode: EXIT.wrongUse } };
}

/** A stage by its name; the one that the place's file names when there is none of that name any more. */
function stageOf({ stages, first }: RenderedPlace, name: string): RenderedStage {
  const find = (wanted: string) => stages.find((stage) => stage.name === wanted);
  const found = find(name) ?? find(first);
  if (found === undefined) throw new Error(`there is no stage ${first}, though the place's file was checked`);
  return found;
}

/** `hold 24h`, `errorRate max 1% over 10m`: one text for each signal. */
function gateOf(text: string | null | undefined): string[] {
  const asked = (valuesIn(text) ?? []).filter(({ path }) => /^(schedule|hold|gate\..+)$/.test(path));
  const texts = new Map<string, string>();
  for (const { path, text: value } of asked) {
    const [signal = "", bound] = path.replace("gate.", "").split(".");
    const said = bound === undefined ? value : `${bound} ${value}`;
    texts.set(signal, `${texts.get(signal) ?? signal} ${said}`);
  }
  return [...texts.values()];
}
