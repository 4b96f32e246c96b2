import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reconnect } from "../../../scripts/platform/heal/reconnect.ts";
import { contextOf } from "../../support/context.ts";

const DECLARED = {
  id: "v2-id",
  inputs: {
    networksAdvanced: [
      { name: "lab-backend", ipv4Address: "172.20.2.12", aliases: ["v2"] },
      { name: "lab-data", ipv4Address: "172.20.3.12", aliases: ["v2"] },
    ],
  },
};

describe("a container whose network was taken from it", () => {
  it("is connected again, under its own address and name", async (t) => {
    const { docker, told, report, engine } = await contextOf(t, {
      instead: ({ method, path }) => {
        if (method === "POST") return { status: 200, body: "" };
        if (!path.startsWith("/containers/v2-id/json")) return null;
        const seen = { Name: "/lab-v2", NetworkSettings: { Networks: { "lab-data": {} } } };
        return { status: 200, body: JSON.stringify(seen) };
      },
    });
    await reconnect(docker, [DECLARED], report);
    assert.deepEqual(told, ["connecting lab-v2 to lab-backend again"]);
    const [call, ...more] = engine.calls.filter(({ method }) => method === "POST");
    assert.deepEqual(
      [call?.path, JSON.parse(String(call?.body)), more],
      [
        "/networks/lab-backend/connect",
        {
          Container: "v2-id",
          EndpointConfig: { IPAMConfig: { IPv4Address: "172.20.2.12" }, Aliases: ["v2"] },
        },
        [],
      ],
    );
  });

  it("is left to the next up when it is gone, and others that have no network are not looked at", async (t) => {
    const { docker, told, report, engine } = await contextOf(t, {
      instead: () => ({ status: 404, body: '{"message":"no such container"}' }),
    });
    await reconnect(docker, [DECLARED, { id: "keeper-id", inputs: { networkMode: "none" } }, {}], report);
    assert.deepEqual([told, engine.calls.length], [[], 1]);
  });
});
