import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireRestartPolicy } from "../../../policies/containers/require-restart-policy.ts";
import { judge } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(requireRestartPolicy, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("require-restart-policy", () => {
  it("accepts a container that comes back", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says({ restart: "always" }), []);
  });

  it("refuses a container that stays away", () => {
    assert.deepEqual(says({ restart: "no" }), finds("restart must be always or unless-stopped, got no"));
    assert.deepEqual(
      says({ restart: "on-failure" }),
      finds("restart must be always or unless-stopped, got on-failure"),
    );
    assert.deepEqual(
      says({ restart: undefined }),
      finds("restart must be always or unless-stopped, got nothing"),
    );
  });
});
