import type { EngineDecision } from "../../toolchain/engine-decision.ts";
import { atLeast } from "../../toolchain/pulumi/go.ts";
import type { EngineFacts } from "../facts/engine.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

/** The oldest engine that the project was tried with. */
const OLDEST = "20.10";
/** Journal and metrics are compared by time, in windows of at least four readings. */
const CLOCKS_APART = 5;

const NEXT: Readonly<Record<EngineDecision, string>> = {
  start: "npm start starts the engine that is installed",
  install: "npm start installs docker.io and iptables and starts the engine",
  "ask-to-install": "npm start asks, then installs docker.io and iptables and starts the engine",
};

/** The Docker engine, and whether its clock agrees with ours. */
export function engineFindings(engine: EngineFacts): Finding[] {
  const named = { id: "engine", what: "Docker engine" };
  if (engine.kind === "refused") {
    const [found = "", ...fix] = engine.lines;
    return [problem({ ...named, found: `${found} [${engine.id}]`, expected: null, fix: fix.join("\n") })];
  }
  if (engine.kind === "silent") {
    return [
      warning({
        ...named,
        found: "none answers",
        expected: "a Docker engine on this machine",
        fix: NEXT[engine.next],
        repair: { kind: "prepare" },
      }),
    ];
  }
  return [versionFinding(engine.version, engine.host), clockFinding(engine.ahead)];
}

function versionFinding(version: string, host: string): Finding {
  const named = { id: "engine", what: "Docker engine", found: `${version} at ${host}` };
  const number = /^\d+\.\d+(\.\d+)?/.exec(version)?.[0];
  if (number === undefined || atLeast(number, OLDEST)) return ok(named);
  return warning({ ...named, expected: `${OLDEST} or newer`, fix: "update Docker Engine" });
}

function clockFinding(ahead: number): Finding {
  const apart = Math.abs(ahead).toFixed(1);
  const named = { id: "clock", what: "clocks", found: `the engine's is ${apart} s from this process'` };
  if (Math.abs(ahead) <= CLOCKS_APART) return ok(named);
  return warning({
    ...named,
    expected: `at most ${CLOCKS_APART} s: the journal and the metrics are compared by time`,
    fix: "let both clocks be set from the network: timedatectl set-ntp true",
  });
}
