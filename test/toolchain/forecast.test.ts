import assert from "node:assert/strict";
import { test } from "node:test";
import { forecast, forecastLines, type Survey } from "../../scripts/toolchain/forecast.ts";

const prepared: Survey = {
  "install-engine": "there",
  "start-engine": "there",
  "base-image": "there",
  "packaged-images": "there",
  "service-images": "missing",
  pulumi: "there",
};
const bare: Survey = {
  "install-engine": "missing",
  "start-engine": "missing",
  "base-image": "missing",
  "packaged-images": "missing",
  "service-images": "missing",
  pulumi: "missing",
};

test("a bare machine has everything ahead of it, and hears for how long", () => {
  assert.deepEqual(forecastLines(forecast(bare)), [
    "preparing: nothing is prepared on this machine yet, about 9 min",
    "  to do: install a Docker engine (about 10 s), start the Docker engine (about 5 s), make the base image (about 30 s), build the images of nginx, Redis, Prometheus and Node (about 30 s), check the images of our own services (about 5 s), download or build Pulumi and its plugins (about 8 min)",
  ]);
});

test("a prepared machine hears it in one line", () => {
  assert.deepEqual(forecastLines(forecast(prepared)), ["preparing: everything is there, about 5 s"]);
});

test("a stopped engine alone does not make a machine unprepared", () => {
  assert.equal(forecast({ ...prepared, "start-engine": "missing" }).kind, "prepared");
});

test("an engine that has to be installed does, however much is in the cache", () => {
  assert.equal(forecast({ ...prepared, "install-engine": "missing" }).kind, "partly prepared");
});

test("an engine without images on a machine that has Pulumi is partly prepared", () => {
  const { kind, work } = forecast({ ...prepared, "packaged-images": "missing" });
  assert.equal(kind, "partly prepared");
  assert.deepEqual(work, ["packaged-images", "service-images"]);
});

test("what was not asked for neither takes time nor counts as prepared", () => {
  const { kind, work } = forecast({ ...bare, pulumi: "not wanted" });
  assert.equal(kind, "bare");
  assert.equal(work.includes("pulumi"), false);
});

test("nothing asked for is nothing to do", () => {
  const nothing = Object.fromEntries(Object.keys(bare).map((part) => [part, "not wanted"]));
  assert.deepEqual(forecast({ ...bare, ...nothing }), { kind: "prepared", work: [], seconds: 0 });
});
