import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SunsetFacts } from "../../../infra/gate/sunset.ts";
import { en } from "../../../scripts/messages/en.ts";
import { fr } from "../../../scripts/messages/fr.ts";
import { conditionLines, problemsOf } from "../../../scripts/platform/sunset/conditions.ts";

const FACTS: SunsetFacts = {
  parity: { value: { equal: 299, different: 1 }, reason: null },
  sessions: { value: { left: 2, lastEndsAt: Date.UTC(2026, 10, 26, 8, 30, 0, 500) }, reason: null },
  calls: { value: { v2: 3, "172.20.2.99": 1 }, reason: null },
  clients: { value: { "/api/v1/ partner-crm/2.1": 41 }, reason: null },
};
const MET: SunsetFacts = {
  parity: { value: { equal: 300, different: 0 }, reason: null },
  sessions: { value: { left: 0, lastEndsAt: null }, reason: null },
  calls: { value: {}, reason: null },
  clients: { value: {}, reason: null },
};

describe("the conditions of the sunset, in words", () => {
  it("each say what was expected, what was found and how to fix it", () => {
    assert.deepEqual(problemsOf(FACTS, en.sunset), [
      {
        condition: "parity",
        expected: "all documents are equal in both stores",
        found: "299 documents equal, 1 not",
        fix: "npm run sync -- verify --full names them, npm run sync -- dead-letters says why",
      },
      {
        condition: "sessions",
        expected: "no session is V1's alone",
        found: "2 sessions that V2 has never served; unless used, the last one ends at 2026-11-26T08:30:00Z",
        fix: "wait until they end, or let their owners come to V2; as long as V1 signs people in, there are new ones",
      },
      {
        condition: "calls",
        expected: "nobody past the gateway called V1 during the hold",
        found: "v2 (3), 172.20.2.99 (1)",
        fix: "let them ask V2 instead, V2's own fallback to V1 among them, then wait one hold",
      },
      {
        condition: "clients",
        expected: "no client asked on a route of V1's own during the hold",
        found: "/api/v1/ partner-crm/2.1 (41)",
        fix: "move them to V2, or name another release for that route in stacks/platform.yaml; then wait one hold",
      },
    ]);
  });

  it("are one line each with the figure, met or not", () => {
    assert.deepEqual(conditionLines(MET, en.sunset), [
      "  met      all documents are equal in both stores: 300 documents equal, 0 not",
      "  met      no session is V1's alone: V2 has served every session",
      "  met      nobody past the gateway called V1 during the hold: none",
      "  met      no client asked on a route of V1's own during the hold: none",
    ]);
    assert.equal(
      conditionLines(FACTS, en.sunset)[2],
      "  NOT MET  nobody past the gateway called V1 during the hold: v2 (3), 172.20.2.99 (1)",
    );
    assert.deepEqual(problemsOf(MET, en.sunset), []);
  });

  it("say why nobody can tell, when a session never ends, and do not list names for ever", () => {
    const reason = "data-sync does not run";
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`c${index}`, 1]));
    const found = problemsOf(
      {
        parity: { value: null, reason },
        sessions: { value: { left: 1, lastEndsAt: null }, reason: null },
        calls: { value: {}, reason: null },
        clients: { value: many, reason: null },
      },
      en.sunset,
    ).map((problem) => problem.found);
    assert.equal(found[0], "nobody can tell: data-sync does not run");
    assert.equal(found[1], "1 session that V2 has never served; one never ends by itself");
    assert.match(found[2] ?? "", /^c0 \(1\), .*c19 \(1\), …$/);
  });

  it("are said in French where the operator reads French", () => {
    assert.deepEqual(conditionLines(FACTS, fr.sunset), [
      "  NON REMPLIE  tous les documents sont égaux dans les deux bases : 299 documents en égalité, 1 non",
      "  NON REMPLIE  aucune session n'est à V1 seule : 2 sessions que V2 n'a jamais servie(s) ; sans usage, la dernière finit à 2026-11-26T08:30:00Z",
      "  NON REMPLIE  personne n'a appelé V1 hors de la passerelle pendant l'attente : v2 (3), 172.20.2.99 (1)",
      "  NON REMPLIE  aucun client n'a demandé une route propre à V1 pendant l'attente : /api/v1/ partner-crm/2.1 (41)",
    ]);
    assert.equal(
      problemsOf(FACTS, fr.sunset)[3]?.fix,
      "menez-les à V2, ou nommez une autre version pour cette route dans stacks/platform.yaml ; puis attendez une durée d'attente",
    );
  });
});
