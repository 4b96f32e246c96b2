import {
  SUNSET_CONDITIONS,
  type SunsetCondition,
  type SunsetFacts,
  unmet,
} from "../../../infra/gate/sunset.ts";
import { type Messages, text } from "../../messages/messages.ts";

/** A condition that is not met, in words. */
export interface Problem {
  readonly condition: SunsetCondition;
  readonly expected: string;
  readonly found: string;
  readonly fix: string;
}

/** Every condition of the sunset with its figure, met or not, one line each. Pure. */
export function conditionLines(facts: SunsetFacts, said: Messages["sunset"] = text.sunset): string[] {
  const missed = unmet(facts);
  return SUNSET_CONDITIONS.map((name) =>
    said.line(!missed.includes(name), said.expected[name], foundOf(facts, name, said)),
  );
}

/** Every condition that is not met: what was expected, what was found, how to fix it. Pure. */
export function problemsOf(facts: SunsetFacts, said: Messages["sunset"] = text.sunset): Problem[] {
  return unmet(facts).map((condition) => ({
    condition,
    expected: said.expected[condition],
    found: foundOf(facts, condition, said),
    fix: said.fix[condition],
  }));
}

/** Most names that a message lists. */
const MOST_NAMES = 20;

function foundOf(facts: SunsetFacts, condition: SunsetCondition, said: Messages["sunset"]): string {
  const { reason } = facts[condition];
  if (reason !== null) return said.unknown(reason);
  const { parity, sessions, calls, clients } = facts;
  switch (condition) {
    case "parity":
      return said.parity(parity.value?.equal ?? 0, parity.value?.different ?? 0);
    case "sessions":
      return said.sessions(sessions.value?.left ?? 0, timeOf(sessions.value?.lastEndsAt ?? null));
    case "calls":
      return namesOf(calls.value ?? {}, said.none);
    case "clients":
      return namesOf(clients.value ?? {}, said.none);
  }
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

function namesOf(found: Readonly<Record<string, number>>, none: string): string {
  const entries = Object.entries(found);
  const names = entries.slice(0, MOST_NAMES).map(([name, count]) => `${name} (${count})`);
  return names.length === 0 ? none : [...names, ...(entries.length > MOST_NAMES ? ["…"] : [])].join(", ");
}
