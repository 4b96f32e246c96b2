import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../infra/stage/problem.ts";
import { EXIT, type ExitCode } from "../platform/command/command.ts";
import { messageOf } from "../toolchain/message-of.ts";
import { projectDir } from "../toolchain/paths.ts";
import { checkOut, compare } from "./git.ts";
import { type CheckedPlace, checkPlace, type PlaceOptions } from "./place.ts";
import { type SettingChange, settingChanges } from "./settings.ts";
import { stageChanges, type TextChange } from "./text-changes.ts";
import { type RenderedPlace, renderTree, ruleNames, yamlTexts } from "./tree.ts";

/** What is checked. */
export interface CheckOptions extends Omit<PlaceOptions, "baseTree"> {
  /** Where the change comes from: a branch, tag or commit. */
  readonly base: string;
  readonly places: readonly string[];
}

/** Everything that a reviewer may want to know, as plain data. */
export interface CheckResult {
  readonly base: string;
  readonly head: string;
  readonly files: readonly string[];
  readonly settings: readonly SettingChange[];
  /** Mistakes in YAML files as file:line:column; with any, nothing below was looked at. */
  readonly mistakes: readonly string[];
  readonly rules: {
    readonly count: number;
    readonly added: readonly string[];
    readonly removed: readonly string[];
  };
  /** Why the base could not be rendered, and so nothing was compared with it; else null. */
  readonly baseFailure: string | null;
  readonly texts: readonly TextChange[];
  readonly places: readonly CheckedPlace[];
}

/**
 * Compares the working tree with where it left the base: what people wrote, what every stage generates, and what an
 * `up` of each place would do. Changes nothing outside a temporary folder and needs no Docker engine.
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const compared = await compare(options.base);
  const folder = mkdtempSync(join(tmpdir(), "pr-check-base-"));
  try {
    const tree = await checkOut(compared.base, folder);
    const settings = settingChanges(yamlTexts(tree), yamlTexts(projectDir));
    const before = await renderBase(tree, options.places);
    const { places: after, mistakes } = await renderHead(options.places);
    const pairs = after.map((place) => ({
      before: before.places.find((other) => other.place === place.place) ?? null,
      after: place,
    }));
    const places: CheckedPlace[] = [];
    for (const pair of pairs) places.push(await checkPlace(pair, { ...options, baseTree: tree }));
    const texts = stageChanges(pairs);
    return {
      ...compared,
      settings,
      mistakes,
      rules: rules(tree),
      baseFailure: before.failure,
      texts,
      places,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 1: mistakes in the input; 2: refused by a rule; else what the preview itself came to. */
export function exitCodeOf({ mistakes, places }: CheckResult): ExitCode {
  if (mistakes.length > 0) return EXIT.wrongUse;
  if (places.some(({ preview }) => preview.violations.length > 0)) return EXIT.held;
  return places.flatMap(({ preview }) => preview.failure ?? []).at(0)?.exitCode ?? EXIT.done;
}

/** The base may be older than this code, or broken: then there is nothing to compare with, which is no mistake. */
async function renderBase(tree: string, places: readonly string[]) {
  try {
    return { places: await Promise.all(places.map((place) => renderTree(tree, place))), failure: null };
  } catch (error) {
    return { places: [], failure: messageOf(error) };
  }
}

async function renderHead(names: readonly string[]) {
  const places: RenderedPlace[] = [];
  const mistakes = new Set<string>();
  for (const name of names) {
    try {
      places.push(await renderTree(projectDir, name));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const line of error.message.split("\n")) mistakes.add(line);
    }
  }
  return { places: mistakes.size > 0 ? [] : places, mistakes: [...mistakes] };
}

function rules(baseTree: string): CheckResult["rules"] {
  const [before, after] = [ruleNames(baseTree), ruleNames(projectDir)];
  return {
    count: after.length,
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
  };
}
