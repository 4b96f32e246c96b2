import assert from "node:assert/strict";
import { test } from "node:test";
import { servedByV2After } from "../../../scripts/bench/access-log.ts";

const MOMENT = Date.parse("2026-11-22T19:00:10+00:00") / 1000;

const line = (time: string, requestTime: string, servedBy: string) =>
  JSON.stringify({ time: `2026-11-22T${time}+00:00`, request_time: requestTime, served_by: servedBy });

test("a request that V2 served and that began after the moment counts", () => {
  assert.equal(servedByV2After(line("19:00:11", "0.004", "v2"), MOMENT), 1);
});

test("a request that ended after the moment but began before it does not count", () => {
  assert.equal(servedByV2After(line("19:00:11", "1.200", "v2"), MOMENT), 0);
});

test("a request of which the whole second does not tell whether it began later does not count", () => {
  assert.equal(servedByV2After(line("19:00:10", "0.004", "v2"), MOMENT), 0);
});

test("what V1 served does not count", () => {
  assert.equal(servedByV2After(line("19:00:20", "0.004", "v1"), MOMENT), 0);
});

test("lines that are no requests are passed over", () => {
  const log = ["", "nginx: [warn] something", '{"torn', "{}", line("19:00:12", "0.004", "v2")].join("\n");
  assert.equal(servedByV2After(log, MOMENT), 1);
});

test("the gateway's clock may be in another zone", () => {
  const entry = JSON.stringify({ time: "2026-11-22T20:00:12+01:00", request_time: "0.004", served_by: "v2" });
  assert.equal(servedByV2After(entry, MOMENT), 1);
});
