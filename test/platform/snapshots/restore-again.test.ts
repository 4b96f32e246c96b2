import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { listSnapshots } from "../../../scripts/platform/snapshots/manifest.ts";
import { restoreSnapshot } from "../../../scripts/platform/snapshots/restore.ts";
import { takeSnapshot } from "../../../scripts/platform/snapshots/take.ts";
import { contextOf } from "../../support/context.ts";
import { partOf, type Ran } from "../../support/fake-engine.ts";

const EQUAL = [{ compared: 1, equal: 1, different: 0 }];
const AWAY = [{ refused: "storesAway", about: "store-v2" }];
const WRITTEN = [{ restored: 1, removed: 0, unchanged: 0, skipped: 0, unclear: 0 }];
const PARTS = ["store-v1", "store-v2", "data-sync"].map((service) => partOf(service));
const INSPECTED = JSON.stringify({ Image: "an image", HostConfig: { Memory: 1 } });

/** An instance that keeps one snapshot and has it; its data-sync compares as it is told. */
async function withSnapshot(t: TestContext) {
  let compared: readonly object[] = EQUAL;
  const lines = (answers: readonly object[]): Ran => ({
    code: 0,
    output: answers.map((answer) => JSON.stringify(answer)).join("\n"),
  });
  const said = (id: string, what: string | undefined): Ran => {
    if (what === "restore") return lines(WRITTEN);
    if (what === "verify") return lines(id === "lab-data-sync-id" ? compared : EQUAL);
    return lines([]);
  };
  const run = (id: string, [program, , what]: readonly string[]): Ran => {
    if (program === "node") return said(id, what);
    return { code: 0, output: program === "sh" ? "a copy of a store ".repeat(9) : "PONG" };
  };
  const instead = ({ method, path }: { readonly method: string; readonly path: string }) => {
    if (/\/create(\?|$)/.test(path)) return { status: 201, body: '{"Id":"scratch"}' };
    if (method === "PUT" || path.endsWith("/connect")) return { status: 200, body: "{}" };
    return /^\/containers\/[^/]+\/json$/.test(path) ? { status: 200, body: INSPECTED } : null;
  };
  const context = await contextOf(t, { containers: PARTS, run, instead });
  const place = { ...context.stacks.place, snapshots: { keep: 1 } };
  const keepsOne = { ...context, stacks: { ...context.stacks, place } };
  const old = await takeSnapshot(keepsOne, null);
  const restore = (answers: readonly object[], signal?: AbortSignal) => {
    compared = answers;
    return restoreSnapshot(keepsOne, old, { dryRun: false, replay: null, signal });
  };
  const left = async () =>
    (await listSnapshots(context.instance)).map(({ id, restored }) => [id, restored !== null]);
  return { ...context, old, restore, left };
}

describe("the copy of what was there before a restore", () => {
  it("stays when that restore fails before it is proven, and when the same command is run again", async (t) => {
    const { old, restore, left } = await withSnapshot(t);
    const failing = restore(AWAY);
    await assert.rejects(failing, { id: "SSM-RESTORE", exitCode: 5 });
    const [, [first] = []] = await left();
    await assert.rejects(failing, {
      message: `store-v2 cannot be reached; npm run status shows what runs; what was there before stays as snapshot ${first}. See npm run sync -- status, then again: npm run snapshot -- restore ${old.id}`,
    });
    assert.deepEqual(await left(), [
      [old.id, true],
      [first, false],
    ]);
    await assert.rejects(restore(AWAY), { id: "SSM-RESTORE", exitCode: 5 });
    const { before } = await restore(EQUAL);
    const kept = await left();
    assert.deepEqual(
      [kept[0], kept[1], kept[3]],
      [
        [old.id, true],
        [first, false],
        [before, true],
      ],
    );
    assert.equal(kept.length, 4);
  });

  it("does not stay when V1 was not touched: it is a copy of what is there", async (t) => {
    const { old, restore, left, told } = await withSnapshot(t);
    await assert.rejects(restore(EQUAL, AbortSignal.abort()), { id: "SSM-STOPPED", exitCode: 4 });
    assert.deepEqual(await left(), [[old.id, true]]);
    assert.match(told.at(-1) ?? "", /^removed \d{8}T\d{9}Z$/);
    assert.ok(!told.some((line) => line.startsWith("writing V1's documents")));
  });
});
