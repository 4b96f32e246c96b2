import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { standing } from "../../../infra/gate/journal-entries.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { withLock } from "../../toolchain/lock.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { deployLock, onlyChange } from "../deploy/deploy-lock.ts";
import { type Instance, writePrivate } from "../instance/instance.ts";
import { appendToJournal, journalFile, readJournal } from "../instance/journal.ts";
import { explainPulumi } from "./pulumi-errors.ts";
import { pulumiEnvironment, writeProject } from "./stack.ts";
import { backUpState, copiesOf, type StateCopy, stateFile, textOfCopy } from "./state-copies.ts";
import { refuseLockedState } from "./state-locks.ts";

const run = promisify(execFile);
/** A state is a quarter of a megabyte; with its secrets in the clear it is no longer. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** The copy of this name, or with `latest` the newest readable one. Refuses what cannot be put back. */
export function copyNamed(instance: Instance, name: string): StateCopy {
  const copies = copiesOf(instance);
  const found =
    name === "latest"
      ? copies.find(({ state }) => state.readable)
      : copies.find((copy) => copy.name === name.replace(/\.json$/, ""));
  const { noReadableCopy, noCopyNamed, corruptCopy } = text.state;
  if (found === undefined)
    throw noCopy(
      name === "latest"
        ? noReadableCopy(instance.instance)
        : noCopyNamed(JSON.stringify(name), instance.instance),
    );
  if (found.state.readable) return found;
  throw noCopy(corruptCopy(found.name, found.state.problem));
}

/** Lets Pulumi itself open a copy with the instance's passphrase, secrets included, in a folder that is removed again. */
export async function refuseUnopenable(instance: Instance, { name }: StateCopy, binDir: string) {
  const trial = mkdtempSync(join(instance.dir, "trial-"));
  try {
    const file = join(trial, relative(join(instance.dir, "pulumi"), stateFile(instance)));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOfCopy(instance, name), { mode: 0o600 });
    // Without it Pulumi takes the folder for one of an older layout.
    const layout = join(".pulumi", "meta.yaml");
    const known = join(instance.dir, "pulumi", layout);
    if (existsSync(known)) copyFileSync(known, join(trial, layout));
    writeProject(instance);
    const settings = { instance, binDir, images: {}, dockerHost: "" };
    const env = { ...process.env, ...pulumiEnvironment(settings), PULUMI_BACKEND_URL: `file://${trial}` };
    const args = ["stack", "export", "--show-secrets", "-C", instance.dir, "--stack", instance.place];
    await run(join(binDir, "pulumi"), args, { env, maxBuffer: MOST_OUTPUT }).catch(refuse(name));
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

function refuse(name: string): (error: unknown) => never {
  return (error) => {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    const known = explainPulumi(Object.assign(new Error(said), { commandResult: null }));
    if (known instanceof CommandError && known.id === "SSM-PASSPHRASE") throw known;
    throw noCopy(text.state.unopenable(name, said));
  };
}

/** Puts a copy back: the present state is kept as a copy, nobody ever reads half a state, and the journal tells of it. */
export async function restoreState(
  instance: Instance,
  copy: StateCopy,
  report: (line: string) => void,
): Promise<void> {
  await withLock(deployLock({ instance }), onlyChange(instance, report), async () => {
    refuseLockedState(instance);
    // Read first: keeping the present state may push the oldest copy out.
    const content = textOfCopy(instance, copy.name);
    backUpState(instance);
    const stage = copy.state.readable ? copy.state.stage : null;
    // Before the change, as with every other: what is written here only makes the next command look closer.
    await appendToJournal(journalFile(instance.dir), { what: "state-restored", copy: copy.name, stage });
    mkdirSync(dirname(stateFile(instance)), { recursive: true });
    writePrivate(stateFile(instance), content);
  });
}

/**
 * The command that makes what runs and what a copy says agree again. It never brings more traffic to V2: where the
 * copy knows another stage than the journal, the lower of the two is the one to go to.
 */
export async function commandAfter(
  instance: Instance,
  copy: StateCopy,
  stages: readonly Stage[],
): Promise<string> {
  const journal = standing((await readJournal(journalFile(instance.dir))).entries).stage;
  const known = copy.state.readable ? copy.state.stage : null;
  if (known !== null && known === journal) return "npm run heal";
  const lower = stages.find(({ name }) => name === known || name === journal);
  return `npm run rollback-v1 -- --to ${known === null ? 0 : (lower?.v2 ?? 0)}`;
}

function noCopy(message: string): CommandError {
  return new CommandError("SSM-NO-COPY", EXIT.wrongUse, message);
}
