import assert from "node:assert/strict";
import { test } from "node:test";
import { isMet } from "../../../scripts/bench/figure.ts";
import { millionFigures } from "../../../scripts/bench/million-figures.ts";
import { rowOf } from "../../../scripts/bench/report.ts";
import { en } from "../../../scripts/messages/en.ts";

const WAY = { traffic: 0.4, restored: null, whole: 40, documents: 10_001, carried: 8.25 };
const SEEN = {
  keys: 1_000_000,
  changed: 10_000,
  loadSeconds: 200,
  plain: WAY,
  restored: { ...WAY, restored: 121, whole: 240 },
  parity: 90,
  memory: { sync: 180, v1: 700, v2: 800 },
};

test("each number that is promised for a million keys has its figure and its limit", () => {
  const rows = millionFigures(SEEN).map((figure) => rowOf(figure, en.bench));
  assert.deepEqual(
    rows.map(({ name, figure, limit, verdict }) => [name, figure, limit, verdict].join(" | ")),
    [
      "rollback-million-traffic | 0.40 s | <= 1 s | met",
      "rollback-million-data | 8.25 s | <= 60 s | met",
      "rollback-million-whole | 40.00 s | <= 120 s | met",
      "rollback-million-restore | 121.00 s | <= 120 s | missed",
      "rollback-million-parity | 90.00 s | <= 180 s | met",
      "rollback-million-memory | 180 MB | <= 256 MB | met",
    ],
  );
});

test("the figures say how many keys there were, what was compared, and what each part held", () => {
  const settings = Object.assign({}, ...millionFigures(SEEN).map((figure) => figure.settings));
  assert.deepEqual(settings, {
    documents: 1_000_000,
    "changed on V2": 10_000,
    "first load of data-sync": "200.00 s",
    compared: 10_001,
    "of it for V2's last writes": "8.25 s",
    "with every proof": "240.00 s",
    "store-v1": "700 MB",
    "store-v2": "800 MB",
  });
});

test("more memory than data-sync may have at any size is a limit missed", () => {
  const [memory] = millionFigures({ ...SEEN, memory: { ...SEEN.memory, sync: 257 } }).slice(-1);
  assert.ok(memory !== undefined);
  assert.equal(isMet(memory), false);
});
