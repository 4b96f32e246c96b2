import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { JournalEvent } from "../../../infra/gate/journal-entries.ts";
import { appendToJournal, journalFile, readJournal } from "../../../scripts/platform/instance/journal.ts";

const DEPLOYED: JournalEvent = { what: "deploy-finished", stage: "010-percent", v2: 10, changed: true };
const BACK: JournalEvent = { what: "rollback-finished", stage: "000-baseline", v2: 0 };

test("a journal that does not exist yet is empty", async (t) => {
  assert.deepEqual(await readJournal(await freshFile(t)), { entries: [], unreadable: [] });
});

test("entries come back in order, with number, time and who", async (t) => {
  const file = await freshFile(t);
  const before = Date.now();
  await appendToJournal(file, DEPLOYED, "ana@lab");
  await appendToJournal(file, BACK, "ben@lab");
  const { entries, unreadable } = await readJournal(file);
  assert.deepEqual(unreadable, []);
  assert.deepEqual(
    entries.map(({ time: _, ...rest }) => rest),
    [
      { seq: 1, who: "ana@lab", ...DEPLOYED },
      { seq: 2, who: "ben@lab", ...BACK },
    ],
  );
  for (const { time } of entries) assert.ok(Date.parse(time) >= before && Date.parse(time) <= Date.now());
});

test("who is the user and the host when nobody is named", async (t) => {
  const file = await freshFile(t);
  await appendToJournal(file, DEPLOYED);
  const who = (await readJournal(file)).entries[0]?.who ?? "";
  assert.ok(who.endsWith(`@${hostname()}`) && who.length > hostname().length + 1, who);
});

test("only the owner can read the journal and its folder", async (t) => {
  const file = await freshFile(t);
  await appendToJournal(file, DEPLOYED);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await stat(join(file, ".."))).mode & 0o777, 0o700);
});

test("a line torn by a crash loses neither the lines before nor the next one", async (t) => {
  const file = await freshFile(t);
  await appendToJournal(file, DEPLOYED, "ana@lab");
  await appendFile(file, '{"time":"2026-11-22T12:00:00.000Z","who":"ana@lab","what":"rollb');
  assert.deepEqual((await readJournal(file)).unreadable, [2]);
  await appendToJournal(file, BACK, "ben@lab");
  const { entries, unreadable } = await readJournal(file);
  assert.deepEqual(unreadable, [2]);
  assert.deepEqual(
    entries.map(({ seq, what }) => [seq, what]),
    [
      [1, "deploy-finished"],
      [3, "rollback-finished"],
    ],
  );
});

test("a journal torn at any byte keeps every whole line", async (t) => {
  const file = await freshFile(t);
  await appendToJournal(file, DEPLOYED, "ana@lab");
  const first = (await readFile(file)).length;
  await appendToJournal(file, BACK, "ana@lab");
  const whole = await readFile(file);
  for (let length = first; length < whole.length; length++) {
    await writeFile(file, whole.subarray(0, length));
    const entries = (await readJournal(file)).entries.map(({ what }) => what);
    // A line without its newline but otherwise whole is a whole entry.
    const complete = length === whole.length - 1;
    assert.deepEqual(entries, complete ? ["deploy-finished", "rollback-finished"] : ["deploy-finished"]);
  }
});

test("lines that are no entries are named and skipped", async (t) => {
  const file = await freshFile(t);
  const time = "2026-11-22T12:00:00.000Z";
  const lines = [
    "not json",
    JSON.stringify({ time, who: "x", what: "unknown" }),
    JSON.stringify({ time: "yesterday", who: "x", ...BACK }),
    JSON.stringify({ time, who: "x", ...BACK, v2: 101 }),
    JSON.stringify({ time, who: "x", ...BACK }),
  ];
  await writeFile(file, `${lines.join("\n")}\n`);
  const { entries, unreadable } = await readJournal(file);
  assert.deepEqual(unreadable, [1, 2, 3, 4]);
  assert.deepEqual(entries, [{ seq: 5, time, who: "x", ...BACK }]);
});

test("the line that the kill switch writes is an entry", async (t) => {
  const file = await freshFile(t);
  const line = {
    time: "2026-11-22T12:00:00.000Z",
    who: "root",
    what: "kill-switch",
    action: "on",
    reason: "",
  };
  await writeFile(file, `${JSON.stringify(line)}\n`);
  assert.deepEqual((await readJournal(file)).entries, [{ seq: 1, ...line }]);
});

test("a folder in its place is told to whoever reads or writes it, with a way out", async (t) => {
  const file = await freshFile(t);
  await mkdir(file);
  const told = {
    id: "SSM-FOLDER",
    exitCode: 4,
    message: `${file} is a folder, expected the file of the journal; the platform goes on serving. Put back the file, or without one: mv ${file} ${file}.old, which forgets the stage that is reached`,
  };
  await assert.rejects(readJournal(file), told);
  await assert.rejects(appendToJournal(file, DEPLOYED), told);
});

test("entries written at the same time never mix", async (t) => {
  const file = await freshFile(t);
  await Promise.all(Array.from({ length: 50 }, () => appendToJournal(file, DEPLOYED)));
  const { entries, unreadable } = await readJournal(file);
  assert.deepEqual([entries.length, unreadable], [50, []]);
});

async function freshFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "journal-"));
  t.after(() => rm(folder, { recursive: true }));
  return journalFile(folder);
}
