import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostRoutes, parseRoutes } from "../../../scripts/platform/instance/host-routes.ts";

const TABLE = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
br-1\t000114AC\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
down0\t0000000A\t00000000\t0000\t0\t0\t0\t000000FF\t0\t0\t0
vpn\t0100000A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
`;

describe("the routes of a Linux machine", () => {
  it("are read without the default route and without those that are down", () => {
    assert.deepEqual(parseRoutes(TABLE), [
      { device: "docker0", subnet: "172.17.0.0/16" },
      { device: "br-1", subnet: "172.20.1.0/24" },
      { device: "vpn", subnet: "10.0.0.1/32" },
    ]);
  });

  it("are none where there is no such table", () => {
    assert.deepEqual(hostRoutes("/nowhere/route"), []);
  });
});
