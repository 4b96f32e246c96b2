import { type Broken, type Judgement, judgeHistory, type Reach, type StoreState } from "./history.ts";
import { SIDES } from "./lens.ts";
import { type Loss, NO_LOSS } from "./situation.ts";
import type { Guard, SyncStore } from "./sync-store.ts";
import { otherSide, type Side } from "./transform/types.ts";

/** Both stores. */
export type Stores = Readonly<Record<Side, SyncStore>>;

/** Both stores taken over and judged, or why nothing may be written. */
export type Attached =
  | {
      readonly ok: true;
      readonly guards: Readonly<Record<Side, Guard>>;
      readonly losses: Readonly<Record<Side, Loss>>;
    }
  | { readonly ok: false; readonly freezes: readonly Freeze[] };

/** Why nothing may be written: a store's history broke, or somebody told both to wait. */
export interface Freeze {
  readonly cause: Broken | "told";
  /** The store that is wrong; null for an order, which both have. */
  readonly side: Side | null;
  readonly reason: string;
}

/**
 * Takes both stores over, then judges their histories: whoever had them before can write no more that the judgement
 * does not know of. `makeId` gives a new random name.
 */
export async function attach(stores: Stores, makeId: () => string): Promise<Attached> {
  const owner = makeId();
  await Promise.all(SIDES.map((side) => stores[side].own(owner)));
  const [v1, v2] = await Promise.all([stores.v1.memory(), stores.v2.memory()]);
  const memories = { v1, v2 };
  const judged = SIDES.map((side) => ({
    side,
    ...memories[side],
    remembered: memories[otherSide(side)].other,
    judgement: judgeHistory(`store-${side}`, memories[side].own, memories[otherSide(side)].other),
  }));
  const broken = judged.flatMap(({ side, judgement }) =>
    judgement.is === "broken" ? [{ cause: judgement.cause, side, reason: judgement.reason }] : [],
  );
  const told = new Set(judged.flatMap(({ frozen }) => frozen ?? []));
  const freezes: Freeze[] = [
    ...broken,
    ...[...told].map((reason) => ({ cause: "told", side: null, reason }) as const),
  ];
  if (freezes.length > 0) return { ok: false, freezes };
  const [first, second] = await Promise.all(
    judged.map(({ side, own, remembered, judgement }) => {
      const epoch = own.epoch ?? makeId();
      const loss = lossOf(judgement);
      return settle(stores, side, { ...own, epoch, beat: Math.max(own.beat, remembered.beat), loss });
    }),
  );
  if (first === undefined || second === undefined) throw new Error("there are two stores");
  return {
    ok: true,
    guards: { v1: { ...first.guard, owner }, v2: { ...second.guard, owner } },
    losses: { v1: first.loss, v2: second.loss },
  };
}

/**
 * Starts again after a freeze: the stores are taken as they are, nothing that is missing counts as deleted, and where
 * they differ the store of `from` is right. The store across is given a new history when its own was broken.
 */
export async function restart(stores: Stores, from: Side, makeId: () => string): Promise<void> {
  const to = otherSide(from);
  const [source, target] = await Promise.all([stores[from].memory(), stores[to].memory()]);
  const whole = judgeHistory(from, source.own, target.other).is === "whole";
  await settle(stores, to, renewed(target.own, source.other, makeId()));
  const epoch = source.own.epoch ?? makeId();
  await settle(
    stores,
    from,
    whole ? { ...source.own, epoch, loss: source.own.loss } : renewed(source.own, target.other, makeId()),
  );
  await Promise.all(SIDES.map((side) => stores[side].freeze(null)));
}

/** Everything that was known of the store counts as lost. */
function renewed(own: StoreState, remembered: Reach, epoch: string) {
  const beat = Math.max(own.beat, remembered.beat);
  const { horizon } = own.loss;
  return { epoch, beat, beatAt: own.beatAt, loss: { gap: { from: 0, to: beat }, horizon } };
}

/** What is left of a loss when every key was looked at. */
export function lookedThrough({ gap, horizon }: Loss): Loss {
  return { gap: null, horizon: gap?.to ?? horizon };
}

async function settle(stores: Stores, side: Side, state: StoreState & { readonly epoch: string }) {
  const { epoch, beat, loss } = state;
  await stores[otherSide(side)].remember(state);
  await stores[side].begin(epoch, beat, loss);
  return { guard: { epoch, floor: beat }, loss };
}

function lossOf(judgement: Judgement): Loss {
  return judgement.is === "whole" || judgement.is === "shortened" ? judgement.loss : NO_LOSS;
}
