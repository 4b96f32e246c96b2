import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { hostFindings } from "../../infra/stage/platform-checks.ts";
import { problemLine } from "../../infra/stage/problem.ts";
import { problemsOf, STACKS } from "./spoiled.ts";

describe("a platform is refused for", () => {
  it("two networks with the same addresses", () => {
    assert.deepEqual(problemsOf({ "platform.yaml": ["172.20.2.0/24", "172.20.1.0/24"] }), [
      "stacks/platform.yaml:8:25: networks.backend.subnet must not overlap frontend (172.20.1.0/24), got 172.20.1.0/24; write a free range",
    ]);
  });

  it("two routes with the same path", () => {
    assert.deepEqual(problemsOf({ "platform.yaml": ["path: /api/v2/, ", "path: /api/v1/, "] }), [
      "stacks/platform.yaml:33:13: routes[2].path must differ from routes[1].path, both are /api/v1/",
    ]);
  });
});

const { platform, platformFile, locate } = loadStacks({ dir: STACKS, place: "lab" });
const subnets = Object.values(platform.networks).map(({ subnet }) => subnet);
const lines = (routes: Parameters<typeof hostFindings>[1], own: readonly string[] = []) =>
  hostFindings(platform.networks, routes, own, platformFile).map((finding) => problemLine(locate(finding)));

describe("the routes of the machine", () => {
  it("refuse a subnet that lies inside one of them", () => {
    assert.deepEqual(lines([{ device: "tun0", subnet: "172.20.3.0/25" }]), [
      "stacks/platform.yaml:9:25: networks.data.subnet overlaps a route of this machine, 172.20.3.0/25 on tun0, got 172.20.3.0/24; write a free range here, or start the instance in another slot",
    ]);
  });

  it("refuse every subnet under a wide route", () => {
    assert.equal(lines([{ device: "br-0", subnet: "172.16.0.0/12" }]).length, 6);
  });

  it("do not mind the networks that this instance already has", () => {
    const routes = subnets.map((subnet) => ({ device: "br-1", subnet }));
    assert.deepEqual(lines(routes, subnets), []);
    assert.equal(lines(routes).length, 6);
  });

  it("do not mind neighbours", () => {
    assert.deepEqual(
      lines([
        { device: "eth0", subnet: "172.20.0.0/24" },
        { device: "eth1", subnet: "10.0.0.0/8" },
      ]),
      [],
    );
  });
});
