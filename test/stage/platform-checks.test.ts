import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { hostFindings } from "../../infra/stage/platform-checks.ts";
import { problemLine } from "../../infra/stage/problem.ts";
import { readGateway } from "../support/nginx.ts";
import { problemsOf, STACKS } from "./spoiled.ts";

it("a route that waits longer than a reload lets it", () => {
  const spoiled = problemsOf({
    "platform.yaml": ["retry: idempotent, timeout: 30s", "retry: idempotent, timeout: 10000d"],
  });
  assert.match(
    String(spoiled),
    /routes\[0\]\.timeout must be from 1s to 1m, got [^ ]+: .* a reload gives a request that runs 75s$/,
  );
});

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

  it("a path at which the gateway itself answers", () => {
    for (const path of ["/", "/health"])
      assert.deepEqual(problemsOf({ "platform.yaml": ["path: /api/v2/, ", `path: ${path}, `] }), [
        `stacks/platform.yaml:33:13: routes[2].path must not be ${path}: the gateway itself answers there; write another path, or one below it`,
      ]);
    const own = readGateway("025-percent").locations.filter(({ children: inside = [] }) =>
      inside.every(({ name }) => name !== "proxy_pass"),
    );
    assert.deepEqual(
      own.map(({ args }) => args.at(-1)),
      ["/health", "/", "@error", "/@error"],
    );
  });

  it("a path that nginx never compares with anything", () => {
    for (const [path, meant] of [
      ["//x", "/x"],
      ["/docs/../x", "/x"],
      ["/docs/./x", "/docs/x"],
      ["/docs/.", "/docs"],
      ["/docs/..", "/"],
    ])
      assert.deepEqual(problemsOf({ "platform.yaml": ["path: /api/v2/, ", `path: ${path}, `] }), [
        `stacks/platform.yaml:33:13: routes[2].path must not hold //, or . or .. between slashes, got ${path}: no request would ever get there; write ${meant}`,
      ]);
    assert.deepEqual(problemsOf({ "platform.yaml": ["path: /api/v2/, ", "path: /.well-known/x..y, "] }), []);
  });

  it("a network that names an address inside it, with the network", () => {
    assert.deepEqual(problemsOf({ "platform.yaml": ["172.20.2.0/24", "172.20.2.5/24"] }), [
      'stacks/platform.yaml:8:25: networks.backend.subnet must be an IPv4 network with /24, got "172.20.2.5/24"; this is an address inside a network, write the network itself: 172.20.2.0/24',
    ]);
    assert.match(
      String(problemsOf({ "platform.yaml": ["172.20.2.0/24", "172.20.2.0/16"] })),
      /; write for example 172\.20\.9\.0\/24$/,
    );
  });

  it("a path that would end a directive of the gateway, naming what a path is made of", () => {
    assert.deepEqual(problemsOf({ "platform.yaml": ["path: /api/v2/, ", 'path: "/api/v2/;}", '] }), [
      'stacks/platform.yaml:33:13: routes[2].path must be a path of letters, digits and _ . - / that starts with /, got "/api/v2/;}"; write for example /api/match',
    ]);
  });

  it("routes that bring nobody to V2", () => {
    const everything = readFileSync(join(STACKS, "platform.yaml"), "utf8");
    const [routes = ""] = /^routes:\n( .*\n)+/m.exec(everything) ?? [];
    assert.deepEqual(problemsOf({ "platform.yaml": [routes, "routes: []\n"] }), [
      "stacks/platform.yaml:30:9: routes must hold a route with to: split, got none: no stage would bring a user to V2",
    ]);
  });

  it("a network of somebody else's addresses, or of the machine itself", () => {
    for (const subnet of ["8.8.8.0/24", "127.0.0.0/24", "169.254.0.0/24"])
      assert.deepEqual(problemsOf({ "platform.yaml": ["172.20.2.0/24", subnet] }), [
        `stacks/platform.yaml:8:25: networks.backend.subnet must be a private network, got ${subnet}; write one of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
      ]);
  });

  it("two releases with one port", () => {
    assert.deepEqual(problemsOf({ "platform.yaml": ["port: 5070", "port: 5062"] }), [
      "stacks/platform.yaml:18:56: services.v2.port must differ from services.v1.port, both are 5062: the port tells who answered",
    ]);
  });

  it("less memory than Docker takes", () => {
    assert.deepEqual(problemsOf({ "platform.yaml": ["memory: 512MB", "memory: 5MB"] }), [
      "stacks/platform.yaml:17:31: services.v1.memory must be at least 6MB, got 5MB: Docker starts nothing with less",
    ]);
  });
});

const { platform, platformFile, locate } = loadStacks({ dir: STACKS, place: "lab" });
const subnets = Object.values(platform.networks).map(({ subnet }) => subnet);
const lines = (routes: Parameters<typeof hostFindings>[1], own: readonly string[] = []) =>
  hostFindings(platform.networks, routes, own, platformFile, "npm start -- --instance lab2").map((finding) =>
    problemLine(locate(finding)),
  );

describe("the routes of the machine", () => {
  it("refuse a subnet that lies inside one of them", () => {
    assert.deepEqual(lines([{ device: "tun0", subnet: "172.20.3.0/25" }]), [
      "stacks/platform.yaml:9:25: networks.data.subnet overlaps a route of this machine, 172.20.3.0/25 on tun0, got 172.20.3.0/24; write a free range here, or start a copy with other addresses: npm start -- --instance lab2",
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
