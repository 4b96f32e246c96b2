import { decimal, text } from "../../messages/messages.ts";
import { atLeast } from "../../toolchain/pulumi/go.ts";
import type { EngineFacts } from "../facts/engine.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

/** The oldest engine that the project was tried with. */
const OLDEST = "20.10";
/** Journal and metrics are compared by time, in windows of at least four readings. */
const CLOCKS_APART = 5;

const { engine: texts, clock } = text.doctor;
const NEXT = { start: texts.start, install: texts.install, "ask-to-install": texts.ask } as const;

/** The Docker engine, and whether its clock agrees with ours. */
export function engineFindings(engine: EngineFacts): Finding[] {
  const named = { id: "engine", what: texts.what };
  if (engine.kind === "refused") {
    const [found = "", ...fix] = engine.lines;
    return [problem({ ...named, found: `${found} [${engine.id}]`, expected: null, fix: fix.join("\n") })];
  }
  if (engine.kind === "silent") {
    const { silent: found, expected } = texts;
    return [warning({ ...named, found, expected, fix: NEXT[engine.next], repair: { kind: "prepare" } })];
  }
  return [versionFinding(engine.version, engine.host), clockFinding(engine.ahead)];
}

function versionFinding(version: string, host: string): Finding {
  const named = { id: "engine", what: texts.what, found: texts.found(version, host) };
  const number = /^\d+\.\d+(\.\d+)?/.exec(version)?.[0];
  if (number === undefined || atLeast(number, OLDEST)) return ok(named);
  return warning({ ...named, expected: texts.newer(OLDEST), fix: texts.update });
}

function clockFinding(ahead: number): Finding {
  const { what, found, expected, fix } = clock;
  const named = { id: "clock", what, found: found(decimal(Math.abs(ahead), 1)) };
  if (Math.abs(ahead) <= CLOCKS_APART) return ok(named);
  return warning({ ...named, expected: expected(CLOCKS_APART), fix });
}
