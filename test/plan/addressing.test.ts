import assert from "node:assert/strict";
import { it } from "node:test";
import { addressOf, servicesByAddress } from "../../infra/plan/addressing.ts";

it("every address of a service leads back to it, whichever network it is in", () => {
  const subnets = ["172.20.2.0/24", "172.20.3.0/24"];
  const found = servicesByAddress(subnets);
  for (const subnet of subnets)
    for (const service of ["gateway", "v1", "v2", "nexten", "prober"] as const)
      assert.equal(found.get(addressOf(service, subnet)), service);
  assert.equal(found.get("172.20.2.99"), undefined);
  assert.equal(found.get("172.20.4.12"), undefined);
});
