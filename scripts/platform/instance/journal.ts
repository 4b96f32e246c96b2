import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { type JournalEntry, type JournalEvent, journalLine } from "../../../infra/gate/journal-entries.ts";
import { text } from "../../messages/messages.ts";
import { codeOf } from "../../toolchain/message-of.ts";
import { CommandError, EXIT } from "../command/command.ts";

/** What could be read of a journal. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Numbers, from 1, of lines that are no entries: torn by a crash, or written by a stranger. The others still count. */
  readonly unreadable: readonly number[];
}

/** The journal's file in an instance's state folder. */
export function journalFile(stateFolder: string): string {
  return join(stateFolder, "journal.jsonl");
}

/** Reads a journal; one that does not exist yet is empty. Throws SSM-FOLDER when a folder lies in its place. */
export async function readJournal(file: string): Promise<Journal> {
  const entries: JournalEntry[] = [];
  const unreadable: number[] = [];
  for (const [index, line] of (await textOf(file)).split("\n").entries()) {
    if (line === "") continue;
    const entry = parse(line, index + 1);
    if (entry === null) unreadable.push(index + 1);
    else entries.push(entry);
  }
  return { entries, unreadable };
}

/**
 * Appends one event with the time and `who` (default: user and host); resolves once it is on the disk. One write per entry:
 * those of two processes never mix. Throws SSM-FOLDER when a folder lies in its place.
 */
export async function appendToJournal(
  file: string,
  event: JournalEvent,
  who: string = thisUser(),
): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a+", 0o600).catch((error: unknown) => {
    throw inWords(error, file);
  });
  try {
    const { size } = await handle.stat();
    const line = `${JSON.stringify({ time: new Date().toISOString(), who, ...event })}\n`;
    await handle.appendFile((await endsInLine(handle, size)) ? line : `\n${line}`);
    await handle.sync();
    if (size === 0) await syncFolder(dirname(file));
  } finally {
    await handle.close();
  }
}

/** False after a crash in the middle of a line, which must not swallow the next one. */
async function endsInLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === "\n";
}

/** A new file's name survives a power loss only when its folder is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw inWords(error, file);
  }
}

/** A folder in the journal's place, as a failure that people read; anything else as it is. */
function inWords(error: unknown, file: string): unknown {
  if (codeOf(error) !== "EISDIR") return error;
  return new CommandError("SSM-FOLDER", EXIT.failed, text.stateErrors.journalFolder(file));
}

function parse(line: string, seq: number): JournalEntry | null {
  try {
    const { data } = journalLine.safeParse(JSON.parse(line));
    return data === undefined ? null : { ...data, seq };
  } catch {
    return null;
  }
}

function thisUser(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    // A container's user need not have a name.
    return `uid ${process.getuid?.() ?? "unknown"}@${hostname()}`;
  }
}
