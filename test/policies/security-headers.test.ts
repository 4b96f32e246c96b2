import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HSTS, isLocalName } from "../../policies/security-headers.ts";

describe("a name of this machine", () => {
  it("is localhost or below it", () => {
    for (const name of [
      "localhost",
      "api.ssm.localhost",
      "*.localhost",
      ".localhost",
      "LOCALHOST.",
      "~^.+\\.localhost$",
    ]) {
      assert.equal(isLocalName(name), true);
    }
    for (const name of ["api.example.com", "notlocalhost", "localhost.example.com", "_", ""]) {
      assert.equal(isLocalName(name), false);
    }
  });
});

describe("HSTS", () => {
  it("protects for a year or more, wherever max-age stands", () => {
    for (const value of ["max-age=31536000", "includeSubDomains; max-age=63072000; preload"]) {
      assert.equal(HSTS.protects(value), true);
    }
    for (const value of [
      "max-age=31535999",
      "max-age=0",
      "",
      "max-age=31536000x",
      "x-max-age=31536000",
      "max-age=$age",
    ]) {
      assert.equal(HSTS.protects(value), false);
    }
  });
});
