import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import { documentOf } from "./lenses.ts";
import type { DeadLetter, SideStore } from "./side-store.ts";
import { shortened } from "./transform/problem.ts";
import type { Problem, Side } from "./transform/types.ts";

/** Most keys of a store that have a letter each; more are counted. */
const MOST = 1_000;
const MARK = "\ufffd";

/** The text of a key. One that is not UTF-8 has U+FFFD in it, and a digest, so that no other one has the same text. */
export function keyText(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString() : bytes.toString() + MARK + digest(bytes);
}

/** What the letter of a key with such an id is called: at most 80 characters, one of them U+FFFD, which no document's key has. */
export function strayName(key: string): string {
  const short = shortened(key);
  return short === key && key.includes(MARK) ? key : short + MARK + digest(key);
}

function digest(key: string | Buffer): string {
  return hash("sha256", key, "hex").slice(0, 16);
}

/** Those of the keys of a store that are a document's but for their id. */
export function straysIn(side: Side, keys: readonly string[]) {
  return keys.flatMap((key) => {
    const problem = documentOf(side, key);
    return problem !== null && "rule" in problem ? [{ key, problem }] : [];
  });
}

/** The keys of one walk over a store that are a document's but for their id: dead letters for as long as they are there. */
export class StrayKeys {
  private readonly store: Pick<SideStore, "bury" | "unbury">;
  /** Those that have a letter, and whether somebody dropped it. */
  private readonly known: Map<string, boolean>;
  private readonly met = new Set<string>();
  private more = 0;

  private constructor(store: Pick<SideStore, "bury" | "unbury">, known: Map<string, boolean>) {
    this.store = store;
    this.known = known;
  }

  static async of(store: Pick<SideStore, "deadLetters" | "bury" | "unbury">): Promise<StrayKeys> {
    const known = new Map<string, boolean>();
    for await (const [name, { isDropped }] of store.deadLetters())
      if (isStray(name)) known.set(name, isDropped);
    return new StrayKeys(store, known);
  }

  async meet(key: string, problem: Problem): Promise<void> {
    const name = strayName(key);
    if (!this.known.has(name)) {
      if (this.known.size >= MOST) {
        this.more++;
        return;
      }
      this.known.set(name, false);
      await this.store.bury(name, letterOf(problem));
    }
    this.met.add(name);
  }

  /** The walk has met every key: letters of others are taken away. How many are left that nobody dropped. */
  async end(): Promise<number> {
    let count = this.more;
    for (const [name, isDropped] of this.known) {
      if (!this.met.has(name)) await this.store.unbury(name);
      else if (!isDropped) count++;
    }
    return count;
  }
}

/** Whether a letter is a key's that no document can have. */
export function isStray(name: string): boolean {
  return name.includes(MARK);
}

function letterOf(problem: Problem): DeadLetter {
  return { problems: [problem], print: "", at: Date.now(), isDropped: false };
}
