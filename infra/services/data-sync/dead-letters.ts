import { SIDES } from "./lens.ts";
import { documentOf } from "./lenses.ts";
import type { RoundResult } from "./round.ts";
import type { SideStore } from "./side-store.ts";
import type { Side } from "./transform/types.ts";

type Stores = Readonly<Record<Side, Pick<SideStore, "deadLetters" | "letter" | "bury" | "unbury">>>;

/**
 * Documents that could not be carried, kept with their reasons in the store that they lie in until they can. A letter
 * that somebody dropped stays so until its document changes.
 */
export class DeadLetters {
  private readonly stores: Stores;
  /** By V1's key. */
  private readonly known: Map<string, { readonly side: Side; readonly isDropped: boolean }>;

  private constructor(stores: Stores, known: DeadLetters["known"]) {
    this.stores = stores;
    this.known = known;
  }

  static async of(stores: Stores): Promise<DeadLetters> {
    const known: DeadLetters["known"] = new Map();
    for (const side of SIDES)
      for await (const [name, { isDropped }] of stores[side].deadLetters()) {
        const document = documentOf(side, name);
        if (document !== null && "lens" in document) known.set(document.keys.v1, { side, isDropped });
      }
    return new DeadLetters(stores, known);
  }

  /** How many nobody dropped. */
  get count(): number {
    return [...this.known.values()].filter(({ isDropped }) => !isDropped).length;
  }

  async settle({ rejected, applied, settled }: Pick<RoundResult, "rejected" | "applied" | "settled">) {
    for (const { key, side, problems, print } of rejected) {
      if (this.known.get(key)?.side !== side) await this.forget(key);
      const name = nameOn(side, key);
      const before = await this.stores[side].letter(name);
      const isSame = before?.print === print;
      if (!isSame) await this.stores[side].bury(name, { problems, print, at: Date.now(), isDropped: false });
      this.known.set(key, { side, isDropped: isSame && before.isDropped });
    }
    for (const key of [...settled, ...applied.map((one) => one.key)]) await this.forget(key);
  }

  private async forget(key: string): Promise<void> {
    const letter = this.known.get(key);
    if (letter === undefined) return;
    this.known.delete(key);
    await this.stores[letter.side].unbury(nameOn(letter.side, key));
  }
}

function nameOn(side: Side, key: string): string {
  const document = documentOf("v1", key);
  return document !== null && "lens" in document ? document.keys[side] : key;
}
