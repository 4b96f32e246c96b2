import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MassGuard } from "../../../infra/services/data-sync/mass-guard.ts";

describe("MassGuard", () => {
  it("believes a hundred deletes a minute that no store told of, and no more", () => {
    const guard = new MassGuard();
    assert.equal(guard.allows(60, 10, 0), true);
    assert.equal(guard.allows(41, 10, 1_000), false);
    assert.equal(guard.allows(40, 10, 1_000), true);
    assert.equal(guard.allows(1, 10, 2_000), false);
    assert.equal(guard.allows(60, 10, 60_500), true);
  });

  it("believes one in a thousand of a large store", () => {
    assert.equal(new MassGuard().allows(1_000, 1_000_000, 0), true);
    assert.equal(new MassGuard().allows(1_001, 1_000_000, 0), false);
  });

  it("believes anything once a person has looked, until it is set again", () => {
    const guard = new MassGuard();
    guard.lift(true);
    assert.equal(guard.allows(5_000, 10, 0), true);
    guard.lift(false);
    assert.equal(guard.allows(1, 10, 1), false);
  });
});
