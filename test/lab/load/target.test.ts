import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { endpointOf } from "../../../scripts/lab/load/target.ts";

const THIS_FILE = fileURLToPath(import.meta.url);
const target = { host: "api.ssm.localhost", caFile: THIS_FILE };

describe("endpointOf", () => {
  it("takes addresses of this machine", () => {
    const { address, port, hostHeader, servername } = endpointOf({
      ...target,
      url: "https://127.0.0.1:8443",
    });
    assert.deepEqual(
      { address, port, hostHeader, servername },
      {
        address: "127.0.0.1",
        port: 8443,
        hostHeader: "api.ssm.localhost:8443",
        servername: "api.ssm.localhost",
      },
    );
    assert.equal(endpointOf({ ...target, url: "https://[::1]" }).address, "::1");
  });

  it("refuses any other host, names included, for they may mean another machine", () => {
    for (const host of ["example.org", "10.0.0.1", "localhost", "127.0.0.1.example.org", "[::2]"]) {
      assert.throws(() => endpointOf({ ...target, url: `https://${host}:8443` }), {
        name: "InputError",
        message: `the load only goes to this machine (127.0.0.1 or [::1]), got "${host}"`,
      });
    }
  });

  it("refuses to go without TLS", () => {
    for (const url of ["http://127.0.0.1:8080", "127.0.0.1:8443", ""]) {
      assert.throws(() => endpointOf({ ...target, url }), {
        name: "InputError",
        message: `the load's target must be an address like https://127.0.0.1:8443, got "${url}"`,
      });
    }
  });

  it("says what a missing authority may mean", () => {
    assert.throws(() => endpointOf({ ...target, url: "https://127.0.0.1:8443", caFile: "nowhere/ca.pem" }), {
      name: "InputError",
      message: "nowhere/ca.pem: the lab's certificate authority cannot be read, is the platform up?",
    });
  });
});
