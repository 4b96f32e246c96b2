import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn } from "../../../../scripts/bench/proxies/compare.ts";

const PROXIES = {
  gateway: { id: "gateway", address: "172.21.1.10" },
  bare: { id: "bare", address: "172.21.1.2" },
};

test("both are measured one right after the other, and who comes first changes every time", async () => {
  const order: string[] = [];
  const pairs = await inTurn(PROXIES, 3, async ({ id }) => order.push(id));
  assert.deepEqual(order, ["gateway", "bare", "bare", "gateway", "gateway", "bare"]);
  assert.deepEqual(pairs, [
    { gateway: 1, bare: 2 },
    { gateway: 4, bare: 3 },
    { gateway: 5, bare: 6 },
  ]);
});
