import assert from "node:assert/strict";
import { test } from "node:test";
import { forecast, forecastLines, type Survey } from "../../scripts/toolchain/forecast.ts";

const bare: Survey = { engine: "missing", base: false, packaged: false, images: "wanted", pulumi: false };
const prepared: Survey = { engine: "answers", base: true, packaged: true, images: "wanted", pulumi: true };

test("a bare machine has everything ahead of it, and hears for how long", () => {
  assert.deepEqual(forecastLines(forecast(bare)), [
    "preparing: nothing is prepared on this machine yet, about 13 min",
    "  to do: install a Docker engine (about 10 s), start the Docker engine (about 5 s), make the base image (about 30 s), build the images of nginx, Redis, Prometheus and Node (about 30 s), check the images of our own services (about 5 s), download or build Pulumi and its plugins (about 12 min)",
  ]);
});

test("a prepared machine hears it in one line", () => {
  assert.deepEqual(forecastLines(forecast(prepared)), ["preparing: everything is in the cache, about 5 s"]);
});

test("a stopped engine alone does not make a machine unprepared", () => {
  assert.equal(forecast({ ...prepared, engine: "stopped" }).kind, "prepared");
});

test("an engine without images on a machine that has Pulumi is partly prepared", () => {
  const { kind, work } = forecast({ ...prepared, packaged: false });
  assert.equal(kind, "partly prepared");
  assert.deepEqual(work, ["packaged-images", "service-images"]);
});

test("nothing asked for is nothing to do", () => {
  assert.deepEqual(forecast({ ...prepared, images: "not wanted" }), {
    kind: "prepared",
    work: [],
    seconds: 0,
  });
});
