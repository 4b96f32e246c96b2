import { counted } from "./counted.ts";

/** What is said before V1's app goes for good, and once it is gone. */
export const sunset = {
  expected: {
    parity: "all documents are equal in both stores",
    sessions: "no session is V1's alone",
    calls: "nobody past the gateway called V1 during the hold",
    clients: "no client asked on a route of V1's own during the hold",
  },
  parity: (equal: number, different: number) => `${counted(equal, "document")} equal, ${different} not`,
  sessions: (left: number, lastEnd: string | null) => {
    if (left === 0) return "V2 has served every session";
    const end =
      lastEnd === null ? "one never ends by itself" : `unless used, the last one ends at ${lastEnd}`;
    return `${counted(left, "session")} that V2 has never served; ${end}`;
  },
  none: "none",
  unknown: (reason: string) => `nobody can tell: ${reason}`,
  fix: {
    parity: "npm run sync -- verify --full names them, npm run sync -- dead-letters says why",
    sessions:
      "wait until they end, or let their owners come to V2; as long as V1 signs people in, there are new ones",
    calls: "let them ask V2 instead, V2's own fallback to V1 among them, then wait one hold",
    clients:
      "move them to V2, or name another release for that route in stacks/platform.yaml; then wait one hold",
  },
  line: (isMet: boolean, expected: string, found: string) =>
    `  ${isMet ? "met    " : "NOT MET"}  ${expected}: ${found}`,
  archive: (day: string) =>
    `  then     an archive of both stores is taken, restored once for proof, and kept until ${day}`,
  refused: (stage: string, problems: readonly string[]) =>
    `${stage} removes V1's app for good, and ${counted(problems.length, "condition")} for it ${problems.length === 1 ? "is" : "are"} not met; nothing was changed\n${problems.join("\n")}`,
  problem: (expected: string, found: string, fix: string) =>
    `- expected: ${expected}\n  found: ${found}\n  fix: ${fix}`,
  ask: (stage: string) => `${stage}: remove V1's app for good? There is no quick way back from there`,
  notByStart: (stage: string) =>
    `npm start ends at 100 %; V1's app is removed by: npm run deploy-v2 -- ${stage}`,
  overdue: (count: number) =>
    `snapshots whose personal data may not be kept any longer: ${count}; remove them: npm run snapshot -- expire`,
  gone: "V1's app is gone since the sunset: there is nothing to send anybody to, and nothing was changed. When V2 is sick: npm run status, npm run heal",
};
