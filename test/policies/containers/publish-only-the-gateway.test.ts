import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { publishOnlyTheGateway } from "../../../policies/containers/publish-only-the-gateway.ts";
import { judge, UNKNOWN_TEXT } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(publishOnlyTheGateway, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("publish-only-the-gateway", () => {
  const gateway = [{ label: "supersmartmatch.service", value: "gateway" }];
  const publish = (ip: string | undefined, internal: number) => ({
    ports: [{ ip, internal, external: internal }],
  });

  it("accepts ports on loopback, and the gateway's two ports anywhere", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says(publish("::1", 9090)), []);
    assert.deepEqual(
      says({ labels: gateway, ports: [{ ip: "0.0.0.0", internal: 80 }, { internal: 443 }] }),
      [],
    );
  });

  it("refuses a port on every address, which is also Docker's default", () => {
    assert.deepEqual(
      says(publish("0.0.0.0", 5062)),
      finds("port 5062 must be published on 127.0.0.1 or ::1, got 0.0.0.0; only the gateway faces the world"),
    );
    assert.deepEqual(
      says(publish(undefined, 5062)),
      finds(
        "port 5062 must be published on 127.0.0.1 or ::1, got every address; only the gateway faces the world",
      ),
    );
    assert.deepEqual(
      says(publish("", 5062)),
      finds(
        "port 5062 must be published on 127.0.0.1 or ::1, got every address; only the gateway faces the world",
      ),
    );
  });

  it("refuses the gateway's control port outside", () => {
    assert.deepEqual(
      says({ labels: gateway, ...publish("0.0.0.0", 9114) }),
      finds("port 9114 must not be published on 0.0.0.0; the gateway publishes 80 and 443 only"),
    );
  });

  it("refuses to publish whatever the image names", () => {
    assert.deepEqual(
      says({ publishAllPorts: true }),
      finds("publishAllPorts must be false, got true; name each port"),
    );
  });

  it("refuses an address that preview does not know", () => {
    assert.deepEqual(says(publish(UNKNOWN_TEXT, 5062)), [
      "ports.0.ip must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });
});
