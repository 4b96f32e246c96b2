import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { splitDirectives } from "../../../infra/config-files/nginx/split.ts";
import { writeNginx } from "../../../infra/config-files/nginx/writer.ts";
import { readNginx } from "../../../policies/nginx-reader.ts";
import {
  argsOf,
  children,
  everywhere,
  type Gateway,
  mapOf,
  named,
  readGateway,
} from "../../support/nginx.ts";
import { STAGES } from "../../support/plans.ts";

const SHARES = { "010-percent": 10, "025-percent": 25, "050-percent": 50, "075-percent": 75 } as const;

describe("the split", () => {
  it("gives V2 the first part of the hash range and V1 the rest", () => {
    for (const [stage, share] of Object.entries(SHARES))
      assert.deepEqual(buckets(readGateway(stage)), [
        [`${share}%`, "v2"],
        ["*", "v1"],
      ]);
  });

  it("leaves out the side that gets nothing", () => {
    assert.deepEqual(buckets(readGateway("000-baseline")), [["*", "v1"]]);
    assert.deepEqual(buckets(readGateway("100-percent")), [["*", "v2"]]);
    assert.deepEqual(buckets(readGateway("130-sunset")), [["*", "v2"]]);
  });

  it("is one that nginx loads, for every share: no 0 %, whole percent, and a rest", () => {
    for (let v2 = 0; v2 <= 100; v2++) {
      const parts = bucketsOf(v2);
      assert.deepEqual(parts.at(-1)?.[0], "*");
      for (const [share = ""] of parts.slice(0, -1)) assert.match(share, /^[1-9]\d?%$/);
    }
  });

  it("never takes V2 from a user while the share grows", () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        share,
        share,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (a, b, user) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          if (releaseOf(user, low) === "v2") assert.equal(releaseOf(user, high), "v2");
        },
      ),
    );
  });

  it("hashes the cookie, else the API key, else the client's address and program", () => {
    const gateway = readGateway("025-percent");
    assert.deepEqual(gateway.block("split_clients").args, ["$sticky_key", "$bucket"]);
    assert.deepEqual(mapOf(gateway, "$sticky_key"), {
      default: "$assignment",
      "": "$anonymous_key",
    });
    assert.deepEqual(mapOf(gateway, "$anonymous_key"), {
      default: "key:$http_x_api_key",
      "": "client:$remote_addr:$http_user_agent",
    });
    assert.deepEqual(mapOf(gateway, "$assignment"), {
      default: "",
      "~^[0-9a-f]{32}$": "$cookie_ssm_assignment",
    });
  });
});

for (const stage of STAGES)
  describe(`the kill switch at ${stage}`, () => {
    const gateway = readGateway(stage);

    it("is looked at before any location", () => {
      const server = children(gateway.server("443"));
      const flag = server.findIndex(({ name, args }) => name === "if" && args.join(" ") === FLAG);
      assert.ok(flag >= 0 && flag < server.findIndex(({ name }) => name === "location"));
      const [look] = server.slice(flag);
      assert.ok(look !== undefined);
      assert.deepEqual(argsOf(look, "set"), [["$killed", "1"]]);
      assert.deepEqual(argsOf(gateway.server("443"), "set"), [
        ["$assigned", ""],
        ["$killed", "0"],
        ["$v1_client", ""],
      ]);
    });

    it("leaves nobody in V2's part of the split", () => {
      assert.deepEqual(mapOf(gateway, "$release"), { default: "v1", "0:v2": "v2" });
      assert.equal(gateway.block("map", "$killed:$bucket").args[1], "$release");
    });

    it("is thrown only with the one certificate of the control authority", () => {
      const control = gateway.server("172.20.4.10:9114");
      assert.deepEqual(argsOf(control, "ssl_verify_client"), [["on"]]);
      assert.deepEqual(argsOf(control, "ssl_client_certificate"), [["/run/secrets/control-authority.crt"]]);
      assert.deepEqual(mapOf(gateway, "$may_control"), { default: "0", "CN=operator": "1" });
      const [location, ...others] = named(children(control), "location");
      assert.ok(location !== undefined);
      const isThere = stage !== "130-sunset";
      assert.deepEqual(argsOf(location, "alias"), isThere ? [["/var/lib/gateway/state/kill-v2"]] : []);
      assert.deepEqual(argsOf(location, "dav_methods"), isThere ? [["PUT", "DELETE"]] : []);
      assert.deepEqual(argsOf(location, "return"), isThere ? [] : [["410"]]);
      assert.deepEqual(
        others.map((other) => [other.args, argsOf(other, "return")]),
        [[["/"], [["404"]]]],
      );
    });
  });

describe("requests that name V1", () => {
  it("are logged with their route and who makes them, at every stage, and no others are", () => {
    for (const stage of STAGES) {
      const gateway = readGateway(stage);
      const named = gateway.locations.flatMap((location) =>
        argsOf(location, "set").flatMap(([name, value]) => (name === "$v1_client" ? [value] : [])),
      );
      assert.deepEqual(
        named,
        ["/api/v1/", "/api/status", "/docs/"].map((path) => `${path} $http_user_agent`),
      );
    }
  });
});

describe("requests that name V2", () => {
  it("are answered 503 while the kill switch is on", () => {
    const location = readGateway("010-percent").location("/api/v2/");
    const [look] = named(children(location), "if");
    assert.deepEqual([look?.args, look && argsOf(look, "return")], [["($killed)"], [["503"]]]);
  });
});

describe("the sunset", () => {
  const gateway = readGateway("130-sunset");

  it("leaves no way to V1, and says so with 410", () => {
    assert.deepEqual(argsOf(gateway.http, "upstream"), [["v2"], ["nexten"], ["identity"]]);
    for (const head of ["/api/v1/", "= /api/status", "/docs/"])
      assert.deepEqual(argsOf(gateway.location(head), "return"), [["410"]]);
  });

  it("sends the split routes to V2, kill switch or not: there is no other release", () => {
    for (const head of ["= /api/match", "/api/", "/api/v2/"]) {
      assert.deepEqual(argsOf(gateway.location(head), "proxy_pass"), [["http://v2"]]);
      assert.deepEqual(named(children(gateway.location(head)), "if"), []);
    }
  });
});

describe("every stage", () => {
  it("writes neither weights nor 0 %", () => {
    for (const stage of STAGES)
      for (const { name, args } of everywhere(readGateway(stage).directives))
        for (const word of [name, ...args]) assert.doesNotMatch(word, /^weight=|^0%$/);
  });
});

const FLAG = "(-f /var/lib/gateway/state/kill-v2)";

function buckets(gateway: Gateway): (readonly string[])[] {
  return children(gateway.block("split_clients")).map(({ name, args }) => [name, ...args]);
}

function bucketsOf(v2: number): (readonly string[])[] {
  const directives = readNginx(writeNginx(splitDirectives(v2)), "nginx.conf");
  return named(directives, "split_clients").flatMap((block) =>
    children(block).map(({ name, args }) => [name, ...args]),
  );
}

/** Where nginx puts a user: the first part of the range that the hash (0..1) falls into. */
function releaseOf(hash: number, v2: number): string | undefined {
  let upTo = 0;
  for (const [share = "", release] of bucketsOf(v2)) {
    upTo += share === "*" ? 1 : Number.parseInt(share, 10) / 100;
    if (hash < upTo) return release;
  }
  return undefined;
}
