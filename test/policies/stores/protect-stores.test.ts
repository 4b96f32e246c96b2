import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CONTAINER, VOLUME } from "../../../policies/resources.ts";
import { protectStores } from "../../../policies/stores/protect-stores.ts";
import { type Example, judgeStack, UNKNOWN_TEXT } from "../judge.ts";

const label = (key: string, value: string) => ({ label: `supersmartmatch.${key}`, value });

const volume = (
  store: string,
  spoil: Partial<Example> = {},
  props: Readonly<Record<string, unknown>> = {},
): Example => ({
  type: VOLUME,
  name: `${store}-data-volume`,
  protect: true,
  props: {
    name: `lab-${store}-data`,
    labels: [label("volume", `${store}-data`), label("kind", "store")],
    ...props,
  },
  ...spoil,
});
const service = (
  store: string,
  volumes: readonly unknown[] = [{ volumeName: `lab-${store}-data` }],
): Example => ({
  type: CONTAINER,
  name: `${store}-container`,
  props: { name: `lab-${store}`, labels: [label("service", store)], volumes },
});
const others = [volume("store-v1"), service("store-v1")];
const says = (...examples: readonly Example[]) => judgeStack(protectStores, [...others, ...examples]);

describe("protect-stores", () => {
  it("accepts two protected stores that their services write to", () => {
    assert.deepEqual(says(volume("store-v2"), service("store-v2")), []);
  });

  it("refuses a store whose volume could be deleted or replaced", () => {
    assert.deepEqual(says(volume("store-v2", { protect: false }), service("store-v2")), [
      "volume lab-store-v2-data: protect must be true, got false; it holds customers' data",
    ]);
  });

  it("refuses a stage without one of the stores", () => {
    assert.deepEqual(says(service("store-v2")), [
      "store-v2: there must be one volume store-v2-data of kind store, got 0; every stage keeps it",
    ]);
    assert.deepEqual(says(volume("store-v2")), ["store-v2: there must be one container of it, got 0"]);
  });

  it("refuses a store that is no longer called one", () => {
    const labels = [label("volume", "store-v2-data"), label("kind", "state")];
    assert.deepEqual(says(volume("store-v2", {}, { labels }), service("store-v2")), [
      "store-v2: there must be one volume store-v2-data of kind store, got 1; every stage keeps it",
    ]);
  });

  it("refuses a store in memory", () => {
    assert.deepEqual(says(volume("store-v2", {}, { driverOpts: { type: "tmpfs" } }), service("store-v2")), [
      "volume lab-store-v2-data: driverOpts.type must be a disk, got tmpfs",
    ]);
  });

  it("refuses a service that writes elsewhere or cannot write", () => {
    const message = (found: string) => [
      `container lab-store-v2: it must write to volume lab-store-v2-data, got ${found}; what it stores elsewhere is lost`,
    ];
    const v2 = volume("store-v2");
    assert.deepEqual(says(v2, service("store-v2", [{ volumeName: "lab-new" }])), message("lab-new"));
    assert.deepEqual(says(v2, service("store-v2", [])), message("none"));
    assert.deepEqual(
      says(v2, service("store-v2", [{ volumeName: "lab-store-v2-data", readOnly: true }])),
      message("lab-store-v2-data"),
    );
  });

  it("refuses a volume that preview does not know", () => {
    assert.deepEqual(says(volume("store-v2"), service("store-v2", [{ volumeName: UNKNOWN_TEXT }])), [
      "volumes.0.volumeName must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });
});
