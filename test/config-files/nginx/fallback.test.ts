import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { argsOf, children, mapOf, named, readGateway } from "../../support/nginx.ts";
import { STAGES } from "../../support/plans.ts";

describe("the fallback from V2 to V1", () => {
  for (const stage of STAGES.filter((name) => name !== "130-sunset")) {
    it(`is there at ${stage}: V1 stands behind V2 on every split route`, () => {
      const gateway = readGateway(stage);
      assert.deepEqual(argsOf(gateway.block("upstream", "v1"), "server"), [
        ["172.20.2.11:5062", "max_fails=0"],
      ]);
      assert.deepEqual(argsOf(gateway.block("upstream", "v2"), "server"), [
        ["172.20.2.12:5070", "max_fails=0"],
      ]);
      const passes = gateway.locations
        .filter(({ args }) => args[0]?.startsWith("@v"))
        .map((location) => [location.args[0], argsOf(location, "proxy_pass").flat()[0]]);
      assert.deepEqual(passes, [
        ["@v2_0", "http://v2"],
        ["@v1_instead_0", "http://v1"],
        ["@v2_7", "http://v2"],
        ["@v1_instead_7", "http://v1"],
      ]);
    });
  }

  it("gives a computation to V1 whatever went wrong, within 1.2 s, and V1 its own time", () => {
    const gateway = readGateway("025-percent");
    const location = gateway.location("@v2_0");
    assert.deepEqual(argsOf(location, "proxy_intercept_errors"), [["on"]]);
    assert.deepEqual(argsOf(location, "proxy_next_upstream"), [["off"]]);
    assert.deepEqual(argsOf(location, "proxy_connect_timeout"), [["200ms"]]);
    assert.deepEqual(argsOf(location, "proxy_read_timeout"), [["1s"]]);
    // Every other answer of V2's, such as what is wrong with a request, is the user's.
    assert.deepEqual(argsOf(location, "error_page"), [
      ["500", "502", "503", "504", "=", "@v1_instead_0"],
      ["413", "429", "@error"],
    ]);
    const instead = gateway.location("@v1_instead_0");
    assert.deepEqual(argsOf(instead, "proxy_read_timeout"), [["30s"]]);
    assert.deepEqual(named(children(instead), "if"), []);
  });

  it("gives anything else to V1 only when V2 got nothing of it, or when it is a read that failed within 2 s", () => {
    const gateway = readGateway("025-percent");
    const location = gateway.location("@v2_7");
    assert.deepEqual(argsOf(location, "proxy_next_upstream"), [["off"]]);
    // nginx takes the first page that names a status.
    assert.deepEqual(argsOf(location, "error_page")[0], ["502", "504", "=", "@v1_instead_7"]);
    assert.deepEqual(
      named(children(gateway.location("@v1_instead_7")), "if").map((kept) => [
        kept.args.join(" "),
        ...argsOf(kept, "return"),
      ]),
      [
        ["($kept_failure = 502)", ["502"]],
        ["($kept_failure = 504)", ["504"]],
      ],
    );
    assert.deepEqual(mapOf(gateway, "$kept_failure"), {
      default: "$upstream_status",
      "~^0 ": "",
      "~^[0-9]+ (GET|HEAD|OPTIONS) [01][.]": "",
    });
  });

  it("never repeats a request that names its release", () => {
    const gateway = readGateway("025-percent");
    for (const head of ["/api/v1/", "/api/v2/", "/api/nexten/"])
      assert.deepEqual(argsOf(gateway.location(head), "proxy_next_upstream"), [["off"]]);
  });
});
