import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { complaint, complaints, healthy } from "../healthy.ts";

describe("of the files the doctor", () => {
  const place = healthy.place.kind === "read" ? healthy.place : null;
  assert.ok(place !== null);

  it("tells every mistake", () => {
    const mistakes = ["stacks/platform.yaml:3:1: a", "stacks/stages/010-percent.yaml:7:3: b"];
    const { level, found } = complaint({ place: { kind: "refused", mistakes } });
    assert.deepEqual([level, found], ["problem", `2 mistakes:\n${mistakes.join("\n")}`]);
  });

  it("says who has a port: a container by its name, or nobody it knows", () => {
    const taken = [...place.ports];
    const published = { 8443: { container: "beside-gateway", instance: "beside" } };
    const { level, found } = complaint({
      place: { ...place, taken },
      contents: { instances: [], oldImages: [], published },
    });
    assert.equal(level, "problem");
    assert.equal(
      found,
      "publish.http 127.0.0.1:8080 is taken by another program\npublish.https 127.0.0.1:8443 is taken by the container beside-gateway",
    );
  });

  it("does not say whose ports and subnets are while no engine tells, nor asks to free them", () => {
    const overlaps = ["stacks/platform.yaml:9:23: networks.data.subnet overlaps a route of this machine"];
    const found = complaints({ place: { ...place, taken: [...place.ports], overlaps }, contents: null });
    const fix = "cannot tell whose they are until the engine answers; they may be this instance's own";
    assert.deepEqual(
      found.map(({ id, level, found, fix }) => [id, level, found, fix]),
      [
        ["ports", "warning", "8080, 8443: taken", fix],
        ["subnets", "warning", "172.20.1.0/24, 172.20.2.0/24: the machine has routes to some of them", fix],
      ],
    );
    assert.deepEqual(complaints({ place, contents: null }), []);
  });

  it("lets an instance have its own ports", () => {
    const published = { 8443: { container: "lab-gateway", instance: "lab" } };
    const taken = place.ports.filter(({ port }) => port === 8443);
    const contents = { instances: [], oldImages: [], published };
    assert.deepEqual(complaints({ place: { ...place, taken }, contents }), []);
  });

  it("tells the subnets that the machine reaches another way", () => {
    const overlaps = ["stacks/platform.yaml:9:23: networks.data.subnet overlaps a route of this machine"];
    assert.deepEqual(
      [
        complaint({ place: { ...place, overlaps } }).level,
        complaint({ place: { ...place, overlaps } }).found,
      ],
      ["problem", overlaps[0]],
    );
  });
});
