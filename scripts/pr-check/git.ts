import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { projectDir } from "../toolchain/paths.ts";

/** What is compared with what. */
export interface Compared {
  /** The commit where the change left the base: what the base did since then is not part of it. */
  readonly base: string;
  readonly head: string;
  /** Paths that differ between base and working tree, files that git does not know yet included. */
  readonly files: readonly string[];
}

/** Finds where the working tree of `dir` left `ref`, and what changed since. Throws SSM-NO-BASE when it never did. */
export async function compare(ref: string, dir = projectDir): Promise<Compared> {
  const base = await forkPoint(ref, dir);
  const [head = ""] = await git(dir, "rev-parse", "HEAD");
  const changed = await git(dir, "diff", "--name-only", base);
  const unknown = await git(dir, "ls-files", "--others", "--exclude-standard");
  return { base, head, files: [...changed, ...unknown].sort() };
}

/** The tree of a commit of `dir` below `folder`, with the packages that are installed here. */
export async function checkOut(commit: string, folder: string, dir = projectDir): Promise<string> {
  const tree = join(folder, "base");
  const archive = join(folder, "base.tar");
  mkdirSync(tree);
  await git(dir, "archive", "--output", archive, commit);
  await promisify(execFile)("tar", ["-xf", archive, "-C", tree]);
  symlinkSync(join(projectDir, "node_modules"), join(tree, "node_modules"));
  return tree;
}

async function forkPoint(ref: string, dir: string): Promise<string> {
  try {
    const [commit = ""] = await git(dir, "merge-base", "--end-of-options", "HEAD", await known(ref, dir));
    return commit;
  } catch (error) {
    throw new CommandError(
      "SSM-NO-BASE",
      EXIT.wrongUse,
      text.prCheck.noBase(JSON.stringify(ref), branchOf(ref)),
      {
        cause: error,
      },
    );
  }
}

/** What to fetch for a ref: the branch that it names, or may name; else main. */
function branchOf(ref: string): string {
  const [, branch] = /^(?:origin\/)?([A-Za-z0-9][\w./-]*)$/.exec(ref) ?? [];
  return branch === undefined || /^HEAD$|\.\./.test(branch) ? "main" : branch;
}

/** `ref`, or the remote's branch of that name: a clone has only one branch of its own. */
async function known(ref: string, dir: string): Promise<string> {
  try {
    await git(dir, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
    return ref;
  } catch {
    return `origin/${ref}`;
  }
}

/** What git prints in `dir`, line by line. */
export async function git(dir: string, ...args: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)("git", ["-C", dir, ...args], { maxBuffer: 64 * 1024 * 1024 });
  return stdout.split("\n").filter((line) => line !== "");
}
