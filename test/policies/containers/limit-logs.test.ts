import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { limitLogs } from "../../../policies/containers/limit-logs.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) => judge(limitLogs, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("limit-logs", () => {
  it("accepts a log that is cut off", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says({ logDriver: "local" }), []);
  });

  it("refuses a driver that takes no limits, or the engine's default", () => {
    assert.deepEqual(
      says({ logDriver: "syslog" }),
      finds("logDriver must be json-file or local, got syslog"),
    );
    assert.deepEqual(
      says({ logDriver: undefined }),
      finds("logDriver must be json-file or local, got nothing"),
    );
  });

  it("refuses a log without a limit", () => {
    assert.deepEqual(
      says({ logOpts: { "max-file": "3" } }),
      finds("logOpts.max-size must be a size such as 10m, got nothing"),
    );
    assert.deepEqual(
      says({ logOpts: { "max-size": "-1", "max-file": "3" } }),
      finds("logOpts.max-size must be a size such as 10m, got -1"),
    );
    assert.deepEqual(
      says({ logOpts: { "max-size": "10m" } }),
      finds("logOpts.max-file must be a number such as 3, got nothing"),
    );
  });
});
