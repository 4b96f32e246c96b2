import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  callsPastTheGateway,
  clientsOfV1,
  SUNSET_CONDITIONS,
  type SunsetFacts,
  unmet,
} from "../../infra/gate/sunset.ts";

const MET: SunsetFacts = {
  parity: { value: { equal: 300, different: 0 }, reason: null },
  sessions: { value: { left: 0, lastEndsAt: null }, reason: null },
  calls: { value: {}, reason: null },
  clients: { value: {}, reason: null },
};
const UNMET: SunsetFacts = {
  parity: { value: { equal: 300, different: 1 }, reason: null },
  sessions: { value: { left: 1, lastEndsAt: null }, reason: null },
  calls: { value: { v2: 1 }, reason: null },
  clients: { value: { "/api/v1/ crm": 1 }, reason: null },
};

describe("the conditions of the sunset", () => {
  it("are met by equal stores that nobody needs V1 for, empty ones too", () => {
    assert.deepEqual(unmet(MET), []);
    assert.deepEqual(unmet({ ...MET, parity: { value: { equal: 0, different: 0 }, reason: null } }), []);
  });

  it("are told all at once, whichever are not met or not known", () => {
    const some = fc.constantFrom("met", "unmet", "unknown");
    fc.assert(
      fc.property(fc.tuple(some, some, some, some), (kinds) => {
        const unknown = { value: null, reason: "away" } as const;
        const facts = SUNSET_CONDITIONS.map((name, index) => {
          const kind = kinds[index];
          return [name, kind === "unknown" ? unknown : kind === "met" ? MET[name] : UNMET[name]];
        });
        assert.deepEqual(
          unmet(Object.fromEntries(facts)),
          SUNSET_CONDITIONS.filter((_, index) => kinds[index] !== "met"),
        );
      }),
    );
  });
});

describe("calls of V1 past the gateway", () => {
  const addresses = new Map([
    ["172.20.2.10", "gateway"],
    ["172.20.2.12", "v2"],
    ["172.20.3.12", "v2"],
    ["172.20.2.13", "nexten"],
    ["172.20.4.31", "prometheus"],
    ["172.20.2.32", "prober"],
  ]);
  const seen = [
    ["172.20.2.10", 400],
    ["127.0.0.1", 6],
    ["172.20.4.31", 30],
    ["172.20.2.32", 1200.4],
  ] as const;

  it("are none while the gateway, the observers and its own health check ask", () => {
    assert.deepEqual(callsPastTheGateway(new Map(seen), addresses), {});
  });

  it("are summed by service over its addresses, the most first, and by address where it is no service's", () => {
    const found = callsPastTheGateway(
      new Map([...seen, ["172.20.2.12", 1], ["172.20.3.12", 1.02], ["172.20.2.13", 0.2], ["172.20.2.99", 9]]),
      addresses,
    );
    assert.deepEqual(Object.entries(found ?? {}), [
      ["172.20.2.99", 9],
      ["v2", 2],
    ]);
  });

  it("are not known where not even the prober is seen, which asks all the time", () => {
    assert.equal(callsPastTheGateway(new Map(), addresses), null);
    assert.equal(callsPastTheGateway(new Map([["172.20.2.12", 3]]), addresses), null);
  });
});

describe("clients on V1's own routes", () => {
  it("are named with their requests, but for our own looks from outside", () => {
    const found = clientsOfV1(
      new Map([
        ["others", 0],
        ["/docs/ own check", 3],
        ["/api/v1/ own check", 3],
        ["/api/v1/ crm", 1.9],
        ["/api/v1/ own check 2", 4],
        ["/docs/ gone", 0],
      ]),
      "own check",
    );
    assert.deepEqual(Object.entries(found ?? {}), [
      ["/api/v1/ own check 2", 4],
      ["/api/v1/ crm", 2],
    ]);
  });

  it("are not known where nothing is counted, and counted together where they are too many to name", () => {
    assert.equal(clientsOfV1(new Map(), "own check"), null);
    assert.deepEqual(clientsOfV1(new Map([["others", 7]]), "own check"), { others: 7 });
  });
});
