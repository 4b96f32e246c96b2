import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Instance } from "../../scripts/platform/instance/instance.ts";
import { stateFile } from "../../scripts/platform/pulumi/state-copies.ts";

/** The text of a small Pulumi state that has reached a stage. */
export function stateText(stage: string | null, place = "lab"): string {
  const urn = (type: string, name: string) => `urn:pulumi:${place}::supersmartmatch::${type}::${name}`;
  const record = { urn: urn("pulumi-nodejs:dynamic/stage:Stage", "stage-record"), outputs: { stage } };
  const resources = [
    { urn: urn("pulumi:pulumi:Stack", `supersmartmatch-${place}`) },
    ...(stage === null ? [] : [record]),
  ];
  const stack = `organization/supersmartmatch/${place}`;
  return JSON.stringify({ version: 3, checkpoint: { stack, latest: { resources } } });
}

/** Writes the instance's state. */
export function writeState(instance: Instance, text: string): void {
  mkdirSync(dirname(stateFile(instance)), { recursive: true });
  writeFileSync(stateFile(instance), text);
}

/** Writes a copy of the state of the hour `hour` of 2026-11-25, and returns its name. */
export function writeCopy(instance: Instance, hour: number, text: string): string {
  const name = `2026-11-25T${String(hour).padStart(2, "0")}-00-00.000Z`;
  mkdirSync(join(instance.dir, "backups"), { recursive: true });
  writeFileSync(join(instance.dir, "backups", `${name}.json`), text);
  return name;
}
