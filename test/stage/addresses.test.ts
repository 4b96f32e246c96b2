import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isAddress, isNetwork, overlap, shiftedNetwork } from "../../infra/stage/addresses.ts";

describe("addresses", () => {
  it("take a network only by its first address", () => {
    for (const text of ["172.20.1.0/24", "198.18.0.0/15", "10.0.0.1/32", "2001:db8::/32"])
      assert.ok(isNetwork(text), text);
    for (const text of ["172.20.1.5/24", "172.20.1.0", "172.20.1.0/33", "300.0.0.0/8", "0.0.0.0/0", "x/24"]) {
      assert.ok(!isNetwork(text), text);
    }
  });

  it("take an address only with all its four numbers", () => {
    for (const text of ["127.0.0.1", "0.0.0.0", "::1"]) assert.ok(isAddress(text), text);
    for (const text of ["127.1", "256.0.0.1", "10.0.0.0/8", "localhost", ""])
      assert.ok(!isAddress(text), text);
  });

  it("overlap exactly when they share an address", () => {
    assert.ok(overlap("172.20.0.0/16", "172.20.1.0/24"));
    assert.ok(overlap("172.20.1.0/24", "172.20.0.0/16"));
    assert.ok(overlap("172.20.1.0/24", "172.20.1.128/25"));
    assert.ok(!overlap("172.20.1.0/24", "172.20.2.0/24"));
    assert.ok(!overlap("2001:db8::/32", "172.20.2.0/24"));
    assert.ok(overlap("2001:db8::/32", "2001:db8:1::/48"));
  });

  it("overlap as intervals of numbers do", () => {
    const network = fc
      .record({ start: fc.nat(0xffff), bits: fc.integer({ min: 16, max: 32 }) })
      .map(({ start, bits }) => {
        const size = 2 ** (32 - bits);
        const first = start - (start % size);
        return { first, last: first + size - 1, text: `10.0.${first >> 8}.${first & 255}/${bits}` };
      });
    fc.assert(
      fc.property(network, network, (a, b) => {
        const shared = a.first <= b.last && b.first <= a.last;
        assert.equal(overlap(a.text, b.text), shared);
        assert.equal(overlap(b.text, a.text), shared);
      }),
    );
  });

  it("shift by their second number and never beyond it", () => {
    assert.equal(shiftedNetwork("172.20.1.0/24", 3), "172.23.1.0/24");
    assert.equal(shiftedNetwork("10.255.1.0/24", 1), null);
  });
});
