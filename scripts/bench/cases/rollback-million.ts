import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { text } from "../../messages/messages.ts";
import { readJournal } from "../../platform/instance/journal.ts";
import { listSnapshots } from "../../platform/snapshots/manifest.ts";
import { appStore, putDocuments } from "../app-store.ts";
import type { Bench, BenchCase } from "../bench-case.ts";
import { until } from "../instance.ts";
import { liftKillSwitch, WATCHERS } from "../kill-switch.ts";
import { loadAnew, peakOfSync } from "../load-anew.ts";
import { loadTarget } from "../loads.ts";
import { millionFigures, type Way } from "../million-figures.ts";
import { runScript } from "../run-script.ts";
import { goTo } from "../stages.ts";
import { SMALL } from "../sync-writers.ts";
import { watchV2 } from "../v2-watch.ts";

const FROM = 100;
const SIZES = { keys: 1_000_000, changed: 10_000 } as const;
const QUICK_SIZES = { keys: 10_000, changed: 1_000 } as const;
const LONGEST_MS = 3_600_000;
const V2_WITHIN_S = 60;
/** How long V2 is watched: its clients would take the processor from what is carried afterwards. */
const WATCHED_MS = 5_000;
const TELL_EVERY = 100_000;
/** What a rollback says when V1's documents are those of the snapshot; its proofs follow. */
const BACK = /^V1's documents are those of snapshot /;

/** The way back of large stores, without and with the restore of a snapshot. Leaves them full: it comes last. */
export const rollbackMillion: BenchCase = {
  name: "rollback-million",
  minutes: 25,
  async measure(asked) {
    const bench = { ...asked, signal: AbortSignal.any([asked.signal, AbortSignal.timeout(LONGEST_MS)]) };
    const { keys, changed } = bench.quick ? QUICK_SIZES : SIZES;
    await atStart(bench);
    const loadSeconds = await filled(bench, keys);
    const snapshot = await snapshotTaken(bench);
    const plain = await thereAndBack(bench, changed, "changed on V2", []);
    await expectOnV1(bench, changed, '"changed on V2"');
    const parity = (await timed(bench, ["sync", "verify", "--full"])).seconds;
    await atStart(bench);
    const restored = await thereAndBack(bench, changed, "changed again", ["--restore-data", snapshot]);
    await expectOnV1(bench, changed, SMALL.titre);
    const memory = { sync: await peakOfSync(bench.context), ...(await storesMb(bench)) };
    return millionFigures({ keys, changed, loadSeconds, plain, restored, parity, memory });
  },
};

async function atStart(bench: Bench): Promise<void> {
  await liftKillSwitch(bench);
  await goTo(bench, FROM);
}

async function filled(bench: Bench, count: number): Promise<number> {
  const store = await appStore(bench.context, "v1");
  const seconds = await loadAnew(bench, () =>
    putDocuments(store, { prefix: "offer", fields: SMALL, count }, (written) => {
      bench.signal.throwIfAborted();
      if (written % TELL_EVERY === 0 || written === count) bench.report(text.bench.inStore(written));
    }),
  );
  bench.report(text.bench.carried(seconds.toFixed(0)));
  return seconds;
}

async function snapshotTaken(bench: Bench): Promise<string> {
  await timed(bench, ["snapshot", "create"]);
  const id = (await listSnapshots(bench.context.instance)).at(-1)?.id;
  if (id === undefined) throw new Error("there is no snapshot after `snapshot create`");
  return id;
}

/** Changes documents in V2's store alone, and goes back to V1 at once. */
async function thereAndBack(
  bench: Bench,
  count: number,
  title: string,
  options: readonly string[],
): Promise<Way> {
  const watch = watchV2(loadTarget(bench.context), WATCHERS);
  try {
    await until("an answer of V2", V2_WITHIN_S, bench.signal, () => watch.lastAnswer() !== null);
    const fields = { title: JSON.stringify(title) };
    await putDocuments(await appStore(bench.context, "v2"), { prefix: "job", fields, count }, () => {});
    const began = performance.now();
    let restored: number | null = null;
    const note = (line: string) => {
      if (BACK.test(line)) restored = (performance.now() - began) / 1000;
    };
    const [{ seconds }] = await Promise.all([
      timed(bench, ["rollback-v1", "--reason", "bench", ...options], note),
      pause(WATCHED_MS).then(watch.stop),
    ]);
    const traffic = Math.max(0, ((watch.lastAnswer() ?? began) - began) / 1000);
    return { traffic, restored, whole: seconds, ...(await lastCarried(bench)) };
  } finally {
    await watch.stop();
  }
}

/** What the journal says of V2's last writes. */
async function lastCarried({ context }: Bench): Promise<Pick<Way, "documents" | "carried">> {
  const { entries } = await readJournal(context.journal);
  const entry = entries.findLast(({ what }) => what === "data-carried");
  if (entry?.what !== "data-carried") throw new Error("the journal does not say that the data were carried");
  return { documents: entry.documents, carried: entry.seconds };
}

async function expectOnV1({ context }: Bench, changed: number, title: string): Promise<void> {
  const store = await appStore(context, "v1");
  for (const number of [0, changed - 1])
    assert.equal(await store.ask("HGET", `offer:${number}`, "titre"), title, `offer:${number} on V1`);
}

async function storesMb({ context }: Bench): Promise<{ readonly v1: number; readonly v2: number }> {
  const [v1, v2] = [await appStore(context, "v1"), await appStore(context, "v2")];
  return { v1: await v1.memoryMb(), v2: await v2.memoryMb() };
}

async function timed(
  { report, signal }: Bench,
  args: readonly string[],
  note: (line: string) => void = () => {},
) {
  report(`  ${args.join(" ")}`);
  const done = await runScript("run.mjs", args, {
    signal,
    // A walk over everything tells where it is a hundred times.
    onLine: (line) => {
      note(line);
      if (!line.includes(" compared; if it is stopped")) report(`    ${line}`);
    },
  });
  report(text.bench.took(args[0] ?? "", done.seconds.toFixed(1)));
  return done;
}
