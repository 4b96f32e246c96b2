import type { ControlOptions } from "../control.ts";
import type { Direction } from "../direction.ts";
import { judgeHistory } from "../history.ts";
import { SIDES } from "../lens.ts";
import { otherSide, type Side } from "../transform/types.ts";
import { plain } from "./plain.ts";

/** Why nothing is written, by what the stores say; empty when nothing is wrong. */
export async function reasons(
  stores: ControlOptions["stores"],
): Promise<{ broken: string[]; frozen: string[] }> {
  const [v1, v2] = await Promise.all([stores.v1.memory(), stores.v2.memory()]);
  const memories = { v1, v2 };
  const judged = SIDES.map((side) =>
    judgeHistory(`store-${side}`, memories[side].own, memories[otherSide(side)].other),
  );
  return {
    broken: judged.flatMap((judgement) => (judgement.is === "broken" ? [judgement.reason] : [])),
    frozen: [...new Set([v1.frozen, v2.frozen].flatMap((reason) => reason ?? []))],
  };
}

/** Tells what data-sync is doing, in words or as JSON; exit code 2 while it is frozen. */
export async function tellStatus(
  { stores, direction, metricsUrl, print }: ControlOptions,
  json: boolean,
): Promise<number> {
  const { broken, frozen } = await reasons(stores);
  const text = await fetch(metricsUrl).then((answer) => answer.text());
  const metric = (name: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${name} `))
        ?.split(" ")
        .at(-1),
    );
  const refusals = text.matchAll(/^sync_store_refuses\{store="(.+)",code="(.+)"\} 1$/gm);
  const state = {
    ...direction,
    refusing: Array.from(refusals, ([, store, code]) => `${store} takes no writes and says ${code}`),
    connected: metric("sync_connected") === 1,
    frozen: [...broken, ...frozen],
    lagSeconds: { v1: metric('sync_lag_seconds{from="v1"}'), v2: metric('sync_lag_seconds{from="v2"}') },
    waiting: metric("sync_dirty_keys"),
    deadLetters: metric("sync_dead_letters"),
    pass: metric("sync_pass_ratio"),
    compared: metric("sync_parity_documents"),
    parity: metric("sync_parity_ratio"),
  };
  if (json) print(JSON.stringify(state));
  else for (const line of words(state)) print(plain(line));
  return state.frozen.length > 0 ? 2 : 0;
}

function words(
  state: Direction & {
    readonly connected: boolean;
    readonly refusing: readonly string[];
    readonly frozen: readonly string[];
    readonly lagSeconds: Readonly<Record<Side, number>>;
    readonly waiting: number;
    readonly deadLetters: number;
    readonly pass: number;
    readonly compared: number;
    readonly parity: number;
  },
): string[] {
  const { mode, authority, connected, refusing, frozen } = state;
  const { lagSeconds, waiting, deadLetters, pass, compared, parity } = state;
  if (frozen.length > 0)
    return [
      `FROZEN, nothing is written: ${frozen.join("; ")}`,
      "to go on: npm run sync -- unfreeze; after a loss, say which store is right with --from v1 or --from v2",
    ];
  const way = {
    bidirectional: "changes are carried both ways",
    "v1-to-v2": "changes are carried from V1 to V2 only",
    "v2-to-v1": "changes are carried from V2 to V1 only",
    drain: waiting === 0 ? "drained: everything that was known is carried" : "draining",
    off: "off: nothing is carried",
  }[mode];
  const why =
    refusing.length > 0 ? `nothing is carried: ${refusing.join("; ")}` : "not connected to both stores yet";
  return [
    connected ? `${way}; ${authority} wins where both changed the same field` : why,
    `lag: from v1 ${known(lagSeconds.v1, "s")}, from v2 ${known(lagSeconds.v2, "s")}; ${waiting} documents wait`,
    `the pass over both stores is at ${Math.round(pass * 100)} %; of ${known(compared, "documents")} by chance ${known(parity * 100, "%")} are equal`,
    `${deadLetters} documents cannot be carried${deadLetters > 0 ? ": npm run sync -- dead-letters" : ""}`,
  ];
}

function known(value: number, unit: string): string {
  return Number.isNaN(value) ? "no data" : `${Number(value.toFixed(3))} ${unit}`;
}
