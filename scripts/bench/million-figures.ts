import type { Figure } from "./figure.ts";
import { amount } from "./report.ts";

/** One rollback of large stores: seconds, and the documents that were compared before it went on. */
export interface Way {
  /** From the start of the command to V2's last answer, and to its end. */
  readonly traffic: number;
  /** Until V1's documents are those of the snapshot; null without one. */
  readonly restored: number | null;
  readonly whole: number;
  readonly documents: number;
  /** For V2's last writes, the fence included. */
  readonly carried: number;
}

/** What the case rollback-million saw. */
export interface MillionSeen {
  readonly keys: number;
  /** Documents that were changed in V2's store before each rollback. */
  readonly changed: number;
  /** For the first load of the stores. */
  readonly loadSeconds: number;
  readonly plain: Way;
  readonly restored: Way;
  /** Seconds of a full comparison. */
  readonly parity: number;
  /** MB: the most of data-sync, and each store at the end. */
  readonly memory: { readonly sync: number; readonly v1: number; readonly v2: number };
}

/** The figures of it, each with the limit that was promised for a million keys. */
export function millionFigures(seen: MillionSeen): Figure[] {
  return [...plainFigures(seen), restoreFigure(seen), parityFigure(seen), memoryFigure(seen)];
}

function plainFigures({ keys, changed, loadSeconds, plain }: MillionSeen): Figure[] {
  return [
    {
      name: "rollback-million-traffic",
      what: `from the start of \`rollback-v1\` to V2's last answer, ${keys} documents in each store`,
      unit: "s",
      values: [plain.traffic],
      limit: { max: 1 },
      how: "`npm run rollback-v1` without npm's own start, from 100 %, right after documents were changed in V2's store alone. V1's store was filled by scripts, as its app, and data-sync had looked through everything once.",
      settings: {
        documents: keys,
        "changed on V2": changed,
        "first load of data-sync": amount(loadSeconds, "s"),
      },
    },
    {
      name: "rollback-million-data",
      what: "every document that changed since the last complete pass carried and compared",
      unit: "s",
      values: [plain.carried],
      limit: { max: 60 },
      how: "The same rollback: what the journal says, the fence and its 5 s for requests under way included.",
      settings: { compared: plain.documents },
    },
    {
      name: "rollback-million-whole",
      what: "the same `rollback-v1`, start to end",
      unit: "s",
      values: [plain.whole],
      limit: { max: 120 },
      how: "The same rollback, checked through the public address.",
      settings: {},
    },
  ];
}

function restoreFigure({ restored }: MillionSeen): Figure {
  return {
    name: "rollback-million-restore",
    what: "from the start of `rollback-v1 --restore-data` until V1's documents are those of the snapshot",
    unit: "s",
    values: restored.restored === null ? [] : [restored.restored],
    limit: { max: 120 },
    how: "A second rollback after as many other changes, with the snapshot from before the first; a snapshot of what was there is taken in it. The proofs follow, while users are served: every document is compared on both sides, and that other snapshot is restored once beside the platform.",
    settings: {
      "of it for V2's last writes": amount(restored.carried, "s"),
      "with every proof": amount(restored.whole, "s"),
    },
  };
}

function parityFigure({ parity }: MillionSeen): Figure {
  return {
    name: "rollback-million-parity",
    what: "`sync verify --full` after the first rollback, every document compared",
    unit: "s",
    values: [parity],
    limit: { max: 180 },
    how: "The command, start to end, while data-sync works.",
    settings: {},
  };
}

function memoryFigure({ memory }: MillionSeen): Figure {
  return {
    name: "rollback-million-memory",
    what: "most memory of data-sync from its first load to the end of the second rollback",
    unit: "MB",
    values: [memory.sync],
    limit: { max: 256 },
    how: "The peak that the system counted for its process (VmHWM). Its commands, which run in the same container for a while, are not in it.",
    settings: { "store-v1": amount(memory.v1, "MB"), "store-v2": amount(memory.v2, "MB") },
  };
}
