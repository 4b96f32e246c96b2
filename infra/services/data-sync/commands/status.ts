import type { ControlOptions } from "../control.ts";
import { judgeHistory } from "../history.ts";
import { SIDES } from "../lens.ts";
import { otherSide } from "../transform/types.ts";

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

/** Tells what data-sync is doing; what is not known is null. Exit code 2 while it is frozen. */
export async function tellStatus({ stores, direction, metricsUrl, tell }: ControlOptions): Promise<number> {
  const { broken, frozen } = await reasons(stores);
  // While it is frozen it has both stores and serves neither.
  const isFrozen = broken.length + frozen.length > 0;
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
  tell({
    ...direction,
    refusing: Array.from(refusals, ([, store, code]) => ({ store, code })),
    connected: isFrozen
      ? SIDES.every((side) => metric(`sync_store_up{store="store-${side}"}`) === 1)
      : metric("sync_connected") === 1,
    frozen: [...broken, ...frozen],
    lagSeconds: { v1: metric('sync_lag_seconds{from="v1"}'), v2: metric('sync_lag_seconds{from="v2"}') },
    waiting: metric("sync_dirty_keys"),
    deadLetters: metric("sync_dead_letters"),
    pass: metric("sync_pass_ratio"),
    compared: metric("sync_parity_documents"),
    parity: metric("sync_parity_ratio"),
  });
  return isFrozen ? 2 : 0;
}
