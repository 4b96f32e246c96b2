import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { after } from "node:test";
import Docker from "dockerode";
import type { JournalEvent } from "../../infra/gate/journal-entries.ts";
import { loadStacks } from "../../infra/stage/load.ts";
import type { Stage } from "../../infra/stage/schema.ts";
import { prometheusClient } from "../../scripts/platform/gate/prometheus-client.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { type FakeEngineOptions, fakeEngine } from "./fake-engine.ts";
import { STACKS } from "./plans.ts";

/** What a command of the lab works with, on a pretended engine and with a journal of these events. */
export async function contextOf(
  t: { readonly after: typeof after },
  engineOptions: FakeEngineOptions = {},
  events: readonly JournalEvent[] = [],
) {
  const engine = await fakeEngine(t, engineOptions);
  const dir = mkdtempSync(join(tmpdir(), "instance-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const journal = join(dir, "journal.jsonl");
  const lines = events.map((event) => JSON.stringify({ time: "2026-11-22T20:00:00Z", who: "ana", ...event }));
  writeFileSync(journal, lines.map((line) => `${line}\n`).join(""));
  const instance = { place: "lab", instance: "lab", slot: 0, dir };
  const told: string[] = [];
  const context: Context = {
    instance,
    stacks: loadStacks({ dir: STACKS, place: "lab" }),
    docker: new Docker({ socketPath: engine.socket }),
    settings: { instance, binDir: "/nowhere/bin", images: {}, dockerHost: `unix://${engine.socket}` },
    // Nobody answers at port 9, and these commands do not ask.
    prometheus: prometheusClient("http://127.0.0.1:9"),
    journal,
    report: (line) => told.push(line),
  };
  return { ...context, engine, told };
}

/** A stage of the lab by its name. */
export function stageOf({ stacks }: Pick<Context, "stacks">, name: string): Stage {
  const found = stacks.stages.find((stage) => stage.name === name);
  if (found === undefined) throw new Error(`there is no stage ${name}`);
  return found;
}
