import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

// An empty file costs nothing, and a small one is not worth the emptying.
const WORTH_EMPTYING_BYTES = 1024 * 1024;
/** nginx holds lines back for half a second: what has not grown for so long is not being written. */
const QUIET_MS = 3000;
const CHUNK_BYTES = 256 * 1024;

/** One of the files to which the gateway appends whole lines, in turns with another. */
export class LogFile {
  readonly #path: string;
  readonly #take: (line: string) => void;
  readonly #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #file: FileHandle | null = null;
  #read = 0;
  #rest = "";
  #grewAt = 0;

  constructor(path: string, take: (line: string) => void) {
    this.#path = path;
    this.#take = take;
  }

  /** Drops what is there: it was counted by the process before this one, or is older than this one. */
  async begin(): Promise<void> {
    await (await this.#open())?.truncate(0);
  }

  /**
   * Takes every line that was added since the last time, then empties the file if it is large and its turn is over.
   * A file that is not there yet has no lines. `now` is in milliseconds of a clock that only goes forward.
   */
  async read(now: number): Promise<void> {
    const file = await this.#open();
    if (file === null) return;
    const before = this.#read;
    for (let size = CHUNK_BYTES; size > 0; ) {
      size = (await file.read(this.#chunk, 0, CHUNK_BYTES, this.#read)).bytesRead;
      this.#read += size;
      this.#split(this.#chunk.toString("utf8", 0, size));
    }
    if (this.#read > before) this.#grewAt = now;
    const isQuiet = now - this.#grewAt >= QUIET_MS;
    if (this.#read < WORTH_EMPTYING_BYTES || !isQuiet || (await file.stat()).size > this.#read) return;
    await file.truncate(0);
    this.#read = 0;
    this.#rest = "";
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  async #open(): Promise<FileHandle | null> {
    this.#file ??= await open(this.#path, constants.O_RDWR).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    return this.#file;
  }

  #split(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line);
  }
}
