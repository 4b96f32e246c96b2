import { nearest } from "./nearest.ts";
import type { Finding } from "./problem.ts";
import type { Stage } from "./schema.ts";
import { migrationDay, share } from "./units.ts";

/** Stages in the order of `next`, or what keeps them from having one. */
export interface Ladder {
  /** Empty when there is any finding. */
  readonly stages: readonly Stage[];
  readonly findings: readonly Finding[];
}

/** Orders stages from 0 % up. Pure; the order in which they are given does not matter. */
export function ladderOf(given: readonly Stage[]): Ladder {
  const stages = given.toSorted((a, b) => a.file.localeCompare(b.file));
  const copied = copies(stages);
  const links = [...stages.flatMap((stage) => brokenLink(stage, stages)), ...circles(stages)];
  // While links are broken or lead in a circle, starts and order would only tell the same mistake again.
  if (links.length > 0) return { stages: [], findings: [...copied, ...links] };
  const heads = stages.filter(({ name }) => stages.every(({ next }) => next !== name));
  const start = heads.find(({ v2 }) => v2 === 0) ?? heads[0];
  if (start === undefined) return { stages: [], findings: [] };
  const order = chain(start, stages);
  const strays = heads.filter(({ file }) => copied.every((copy) => copy.file !== file));
  const findings = [...copied, ...starts(start, strays), ...growth(order), ...sunsets(order)];
  return { stages: findings.length === 0 ? order : [], findings };
}

/** Every file that has the percentage of another: of two, the one that no stage leads to, else the later one. */
export function copies(stages: readonly Stage[]): Finding[] {
  const users = stages.filter(({ sunset }) => !sunset);
  const isLedTo = ({ name }: Stage): boolean => stages.some(({ next }) => next === name);
  return users.flatMap((stage) => {
    const [kept] = users.filter(({ v2 }) => v2 === stage.v2).toSorted((a, b) => +isLedTo(b) - +isLedTo(a));
    if (kept === undefined || kept === stage) return [];
    const { file, v2 } = stage;
    const message = `must differ from every other stage, got ${share.print(v2)} as in ${kept.name}; remove one of the two files or write another share`;
    return [{ file, path: ["v2"], message }];
  });
}

function brokenLink({ next, file, v2 }: Stage, stages: readonly Stage[]): Finding[] {
  if (next === null || stages.some(({ name }) => name === next)) return [];
  const names = stages.map(({ name }) => name);
  const guess = meant(
    next,
    stages.filter((other) => other.v2 > v2),
  );
  const fix = guess === null ? `write none or one of ${names.join(", ")}` : `did you mean ${guess}?`;
  return [
    { file, path: ["next"], message: `must be a stage, got "${next}", which no file is named after; ${fix}` },
  ];
}

/** Of the stages above: for a share that no file has (025-percent) the one of the nearest share, else of the nearest name. */
function meant(next: string, above: readonly Stage[]): string | null {
  const percent = /^(\d{3})-percent$/.exec(next)?.[1];
  const names = above.map(({ name }) => name);
  if (percent === undefined) return nearest(next, names);
  const apart = ({ v2 }: Stage) => Math.abs(v2 - Number(percent));
  const [best] = above.filter(({ sunset }) => !sunset).toSorted((a, b) => apart(a) - apart(b) || a.v2 - b.v2);
  return best?.name ?? null;
}

/** Every circle once, told at the stage that closes it. */
function circles(stages: readonly Stage[]): Finding[] {
  const told = new Set<string>();
  const findings: Finding[] = [];
  for (const stage of stages) {
    const walked = chain(stage, stages);
    const last = walked.at(-1);
    const entry = walked.findIndex(({ name }) => name === last?.next);
    if (last === undefined || entry < 0) continue;
    const circle = walked.slice(entry).map(({ name }) => name);
    if (circle.some((name) => told.has(name))) continue;
    for (const name of circle) told.add(name);
    const message = `must not lead in a circle: ${[...circle, circle[0]].join(" -> ")}; the last stage has next: none`;
    findings.push({ file: last.file, path: ["next"], message });
  }
  return findings;
}

/** The stages from one on, each once. */
function chain(start: Stage, stages: readonly Stage[]): Stage[] {
  const walked = [start];
  for (;;) {
    const next = stages.find(({ name }) => name === walked.at(-1)?.next);
    if (next === undefined || walked.includes(next)) return walked;
    walked.push(next);
  }
}

function starts(start: Stage, heads: readonly Stage[]): Finding[] {
  const others = heads.filter((head) => head !== start).map(secondStart);
  if (start.v2 === 0) return others;
  const fix = `add a stage with v2: 0% and next: ${start.name}`;
  const message = `must be 0% in the first stage, got ${share.print(start.v2)}; ${fix}`;
  return [{ file: start.file, path: ["v2"], message }, ...others];
}

function secondStart({ file, name }: Stage): Finding {
  const message = `no stage leads to ${name}; write next: ${name} in the stage before it`;
  return { file, path: [], message };
}

function growth(order: readonly Stage[]): Finding[] {
  return order.flatMap((stage, index) => {
    const before = order[index - 1];
    if (before === undefined) return [];
    const { file, v2, schedule, sunset } = stage;
    const findings: Finding[] = [];
    if (v2 < before.v2 && !sunset) {
      const message = `must be more than the ${share.print(before.v2)} of ${before.name}, got ${share.print(v2)}`;
      findings.push({ file, path: ["v2"], message });
    }
    if (schedule <= before.schedule) {
      const days = [before.schedule, schedule].map((day) => migrationDay.print(day));
      const message = `must be later than ${days[0]} of ${before.name}, got ${days[1]}`;
      findings.push({ file, path: ["schedule"], message });
    }
    return findings;
  });
}

function sunsets(order: readonly Stage[]): Finding[] {
  return order.flatMap(({ file, sunset, v2, next }) => {
    if (!sunset) return [];
    const findings: Finding[] = [];
    if (v2 !== 100) {
      findings.push({
        file,
        path: ["v2"],
        message: `must be 100% where sunset removes V1, got ${share.print(v2)}`,
      });
    }
    if (next !== null) {
      findings.push({ file, path: ["next"], message: `must be none where sunset removes V1, got "${next}"` });
    }
    return findings;
  });
}
