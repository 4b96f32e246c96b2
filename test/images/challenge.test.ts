import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { challengeOf } from "../../scripts/images/challenge.ts";

/** The address and the service of a challenge for a token. */
function bearer(header: string) {
  const challenge = challengeOf(header);
  return challenge?.kind === "bearer" ? [challenge.realm.href, challenge.service] : challenge;
}

describe("a challenge", () => {
  it("names where tokens are had", () => {
    const realm = 'realm="https://auth.example.com/token"';
    const expected = ["https://auth.example.com/token", "registry.example.com"];
    for (const header of [
      `Bearer ${realm},service="registry.example.com",scope="repository:a/b:pull"`,
      `bearer service="registry.example.com", ${realm}`,
      `Basic realm="x", Bearer ${realm},service="registry.example.com"`,
    ])
      assert.deepEqual(bearer(header), expected, header);
    assert.deepEqual(bearer(`Bearer ${realm}`), ["https://auth.example.com/token", null]);
  });

  it("may want the password itself", () => {
    for (const header of ['Basic realm="x"', "basic", 'Digest x, Basic realm="Bearer of a name"'])
      assert.deepEqual(challengeOf(header), { kind: "basic" }, header);
  });

  it("is none when we could not answer it", () => {
    for (const header of ["", "Bearer", 'Bearer realm=""', 'Bearer realm="/token"', "Negotiate", "NotBasic"])
      assert.equal(challengeOf(header), null, header);
  });
});
