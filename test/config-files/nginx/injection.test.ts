import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { UnsafeValueError } from "../../../infra/config-files/nginx/directive.ts";
import { gatewayText } from "../../../infra/config-files/nginx/gateway.ts";
import type { GatewayInput } from "../../../infra/config-files/nginx/input.ts";
import { type Directive, readNginx } from "../../../policies/nginx-reader.ts";
import { hostileText } from "../../support/hostile-text.ts";
import { children } from "../../support/nginx.ts";

const HARMLESS: GatewayInput = {
  host: "api.example.com",
  publicHttpsPort: 8443,
  v2: 25,
  sunset: false,
  apps: {
    v1: { address: "10.0.0.11", port: 5062 },
    v2: { address: "10.0.0.12", port: 5070 },
    nexten: { address: "10.0.0.13", port: 5052 },
  },
  identity: { address: "10.0.0.14", port: 8081 },
  routes: [
    { path: "/api/match", to: "split", limit: "matching", retry: "idempotent", timeout: 30, exact: true },
    { path: "/api/v2/", to: "v2", limit: null, retry: "never", timeout: 30, exact: false },
  ],
  rateLimits: { matching: { perMinute: 200, burst: 50 } },
  trustedProxies: ["10.0.0.1"],
  unlimited: ["198.18.0.0/15"],
  monitoringAddress: "10.0.4.10",
};

const [match, v2] = HARMLESS.routes;
assert.ok(match !== undefined && v2 !== undefined);

/** Every place where a text of the YAML files ends up in the gateway's text. */
const ENTRANCES: Readonly<Record<string, (text: string) => GatewayInput>> = {
  host: (host) => ({ ...HARMLESS, host }),
  "address of V2": (address) => ({
    ...HARMLESS,
    apps: { ...HARMLESS.apps, v2: { address, port: 5070 } },
  }),
  "path of an exact route": (path) => ({ ...HARMLESS, routes: [{ ...match, path }, v2] }),
  "path of a route": (path) => ({ ...HARMLESS, routes: [match, { ...v2, path }] }),
  "trusted proxy": (proxy) => ({ ...HARMLESS, trustedProxies: [proxy] }),
  "network without limits": (network) => ({ ...HARMLESS, unlimited: [network] }),
  "monitoring address": (monitoringAddress) => ({ ...HARMLESS, monitoringAddress }),
};

describe("a text of the YAML files in the gateway's text", () => {
  for (const [entrance, input] of Object.entries(ENTRANCES)) {
    it(`is refused or changes no directive but its own: ${entrance}`, () => {
      const harmless = shapeOf(gatewayText(HARMLESS));
      fc.assert(
        fc.property(hostileText, (text) => {
          // A name of this machine is the one text that may change the shape: it gets no HSTS.
          fc.pre(!text.endsWith("localhost"));
          const written = writtenFrom(input(text));
          if (written !== null) assert.deepEqual(shapeOf(written), harmless);
        }),
        { numRuns: 30 },
      );
    });
  }

  it("is refused by name when it could end its directive", () => {
    const input = { ...HARMLESS, host: "x; return 200" };
    assert.throws(() => gatewayText(input), {
      message:
        'nginx value must be letters, digits or one of _ . : / @ % + = , * -, got "x; return 200:8443"',
    });
  });
});

function writtenFrom(input: GatewayInput): string | null {
  try {
    return gatewayText(input);
  } catch (error) {
    assert.ok(error instanceof UnsafeValueError);
    return null;
  }
}

/** The name of every directive in order, with the number of its words and of its children. */
function shapeOf(text: string): string[] {
  return readNginx(text, "nginx.conf").flatMap(shape);
}

function shape(directive: Directive): string[] {
  const { name, args } = directive;
  const inside = children(directive).flatMap(shape);
  // The keys of `geo` are values themselves.
  const shown = name === "geo" ? inside.map((entry) => entry.replace(/^.*(?=\/\d+\/\d+$)/, "key")) : inside;
  return [`${name}/${args.length}/${children(directive).length}`, ...shown];
}
