import type { KeptConflict } from "../../../../infra/services/data-sync/redis/conflict-log.ts";
import type { DeadLetter, SideStore } from "../../../../infra/services/data-sync/side-store.ts";
import type { Side } from "../../../../infra/services/data-sync/transform/types.ts";
import { MemoryStore } from "./memory-store.ts";

/** One side's store in memory, with all that data-sync needs of it besides documents. */
export class MemorySide extends MemoryStore implements SideStore {
  readonly side: Side;
  readonly letters = new Map<string, DeadLetter>();
  /** Newest first. */
  readonly lost: KeptConflict[] = [];
  readonly poked: string[] = [];
  up = true;
  allowed = false;
  /** Tells whoever listens of a change. */
  tell: (key: string, event: string) => void = () => undefined;
  private sent = 0;

  constructor(side: Side) {
    super(() => 1_000);
    this.side = side;
  }

  isUp = () => this.up;
  refused: string | null = null;
  refusedWith = () => this.refused;
  size = async () => this.keys().length;
  /** Two keys in each step. */
  scan = async (cursor: string) => {
    const from = Number(cursor);
    const keys = this.keys();
    return { cursor: from + 2 < keys.length ? String(from + 2) : "0", keys: keys.slice(from, from + 2) };
  };
  missing = async (keys: readonly string[]) => keys.filter((key) => this.get(key) === null);
  random = async (count: number) => {
    const keys = this.keys();
    return Array.from({ length: count }, () => keys[Math.floor(Math.random() * keys.length)] ?? []).flat();
  };
  listen = async (told: (key: string, event: string) => void) => {
    this.tell = told;
  };
  pulse = async (at: number) => {
    this.sent = at;
  };
  pulseSent = async () => this.sent;
  async *deadLetters() {
    yield* [...this.letters];
  }
  bury = async (key: string, letter: DeadLetter) => void this.letters.set(key, letter);
  unbury = async (key: string) => void this.letters.delete(key);
  letter = async (key: string) => this.letters.get(key) ?? null;
  async *conflicts() {
    yield* this.lost;
  }
  poke = async (key: string) => void this.poked.push(key);
  peek = async (keys: readonly string[]) => keys.map((key) => this.row(key));
  allowDeletes = async () => {
    this.allowed = true;
  };
  takeAllowedDeletes = async () => this.allowed;
  close = async () => undefined;

  private keys(): string[] {
    return [...this.content.documents.keys()];
  }
}

/** Both stores. */
export function memorySides(): Record<Side, MemorySide> {
  return { v1: new MemorySide("v1"), v2: new MemorySide("v2") };
}
