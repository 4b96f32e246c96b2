import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceKm } from "../../../../scripts/lab/apps/shared/distance.ts";

const paris = { city: "Paris", lat: 48.857, lon: 2.352 };
const lyon = { city: "Lyon", lat: 45.764, lon: 4.836 };

test("Paris is 392 km from Lyon, both ways, and 0 from itself", () => {
  assert.equal(Math.round(distanceKm(paris, lyon) ?? 0), 392);
  assert.equal(distanceKm(paris, lyon), distanceKm(lyon, paris));
  assert.equal(distanceKm(paris, paris), 0);
});

test("the distance is unknown when a coordinate is", () => {
  for (const place of [
    null,
    undefined,
    { city: "Lyon" },
    { city: "Lyon", lat: 45 },
    { city: "Lyon", lat: null, lon: 4 },
  ]) {
    assert.equal(distanceKm(paris, place), null);
    assert.equal(distanceKm(place, paris), null);
  }
});
