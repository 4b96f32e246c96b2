import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readNginx } from "../../policies/nginx-reader.ts";
import { ownerOf, upstreams } from "../../policies/upstreams.ts";

describe("an address", () => {
  it("is known by the release in the host's name, whatever the port", () => {
    for (const address of ["v2", "v2:80", "lab-v2:5070", "supersmartmatch-V2", "v2.backend:5062"]) {
      assert.equal(ownerOf(address), "v2");
    }
    assert.equal(ownerOf("v1:5070"), "v1");
    assert.equal(ownerOf("lab-nexten"), "nexten");
  });

  it("is known by its port when the name tells nothing", () => {
    assert.equal(ownerOf("172.20.2.12:5070"), "v2");
    assert.equal(ownerOf("[fd00::12]:5070"), "v2");
    assert.equal(ownerOf("app:5062"), "v1");
    assert.equal(ownerOf("172.20.2.13:5052"), "nexten");
  });

  it("is another service's when it has a name without a release", () => {
    for (const address of ["identity", "v20:80", "dev2:80"]) assert.equal(ownerOf(address), "other");
  });

  it("may be anybody's when it is only a number or a socket", () => {
    for (const address of ["172.20.2.12:80", "[fd00::12]", "unix:/run/app.sock", ""]) {
      assert.equal(ownerOf(address), "unknown");
    }
  });
});

describe("an upstream", () => {
  it("lists its servers with their role and weight", () => {
    const text = "http { upstream a { zone a 1k; server v1:1 weight=3; server v2 backup; } upstream b { } }";
    assert.deepEqual(
      [...upstreams(readNginx(text, "f"))],
      [
        [
          "a",
          [
            { at: "f:1", address: "v1:1", backup: false, weight: 3 },
            { at: "f:1", address: "v2", backup: true, weight: undefined },
          ],
        ],
        ["b", []],
      ],
    );
  });
});
