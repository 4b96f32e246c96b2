import assert from "node:assert/strict";
import { test } from "node:test";
import { makePlan } from "../../../../infra/plan/make-plan.ts";
import type { Plan } from "../../../../infra/plan/plan.ts";
import { readNginx } from "../../../../policies/nginx-reader.ts";
import { multiplied } from "../../../../scripts/bench/tenfold/multiply.ts";
import { Gateway } from "../../../support/nginx.ts";
import { fileOf, inputOf } from "../../../support/plans.ts";

const input = inputOf();
const plan = makePlan(input);
const tenfold = multiplied(input, 10);
const unique = (values: readonly string[]) => new Set(values).size === values.length;

test("once is the plan itself", () => {
  assert.deepEqual(multiplied(input, 1), plan);
});

test("every service but the gateway stands there ten times", () => {
  assert.equal(tenfold.services.length, (plan.services.length - 1) * 10 + 1);
  assert.ok(unique(tenfold.services.map(({ name }) => name)));
  assert.equal(tenfold.services.filter(({ name }) => /^v1(-\d+)?$/.test(name)).length, 10);
  assert.equal(tenfold.services.filter(({ name }) => /^gateway(-\d+)?$/.test(name)).length, 1);
});

test("no address, port or volume is used twice", () => {
  const addresses = tenfold.services.flatMap(({ networks }) => networks.map(({ address }) => address));
  assert.ok(unique(addresses));
  assert.ok(addresses.every((address) => Number(address.split(".")[3]) < 255));
  assert.ok(
    unique(tenfold.services.flatMap(({ publish }) => publish.map(({ external }) => String(external)))),
  );
  assert.ok(unique(tenfold.volumes.map(({ name }) => name)));
});

test("every volume that is mounted, written or filled is declared, and the keeper holds them all", () => {
  const declared = tenfold.volumes.map(({ name }) => name);
  const used = [
    ...tenfold.services.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)),
    ...tenfold.configs.map(({ volume }) => volume),
    ...tenfold.secretFiles.map(({ volume }) => volume),
  ];
  assert.deepEqual(
    used.filter((volume) => !declared.includes(volume)),
    [],
  );
  assert.deepEqual(
    tenfold.keeper.mounts.map(({ volume }) => volume),
    declared,
  );
});

test("the gateway's text has ten times the routes", () => {
  // Four locations are the gateway's own: its health, any other path, and errors in two ways.
  const routes = (of: Plan) =>
    new Gateway(readNginx(fileOf(of, "gateway", "nginx.conf"), "nginx.conf")).locations.length - 4;
  assert.ok(routes(plan) >= 8);
  assert.equal(routes(tenfold), routes(plan) * 10);
});
