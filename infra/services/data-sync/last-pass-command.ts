import { setTimeout as pause } from "node:timers/promises";

const ASK_EVERY_MS = 100;
const ANSWER_MS = 1_000;
/** How long the running data-sync may give no answer at all. */
const SILENCE_MS = 10_000;

/**
 * `last-pass CLOSED_AT SECONDS` inside data-sync's container: waits until the running service has made its pass after
 * V2 was closed at that moment, at most so long. Prints one JSON object: `is` is done, waiting, frozen or silent.
 */
export async function tellLastPass(
  [closedAt, seconds]: readonly string[],
  metricsUrl: string,
  print: (line: string) => void,
): Promise<number> {
  const began = Date.now();
  const until = began + Number(seconds) * 1000;
  let heard = began;
  for (;;) {
    const text = await fetch(metricsUrl, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
      (answer) => answer.text(),
      () => null,
    );
    if (text !== null) heard = Date.now();
    const said = text === null ? null : outcome(text, Number(closedAt));
    const isOver = Date.now() >= until;
    if (said !== null && (said.is !== "waiting" || isOver)) return tell(said);
    if (said === null && (isOver || Date.now() - heard > SILENCE_MS)) return tell({ is: "silent" });
    await pause(ASK_EVERY_MS);
  }

  function tell(said: object): number {
    print(JSON.stringify(said));
    return 0;
  }
}

function outcome(text: string, closedAt: number) {
  const metric = (name: string) => {
    const line = text.split("\n").find((one) => one.startsWith(`${name} `));
    return line === undefined ? 0 : Number(line.slice(name.length + 1));
  };
  const pass = (what: string) => metric(`sync_last_pass{what="${what}"}`);
  const frozen = [...text.matchAll(/^sync_frozen\{.*reason="(.*)"\} 1$/gm)].map(([, reason]) => reason);
  const changed = metric("sync_changed_keys");
  if (frozen.length > 0) return { is: "frozen", reason: frozen.join("; "), changed };
  if (pass("closed_at") !== closedAt) return { is: "waiting", changed };
  // While a store is away there is none.
  const isSampled = text.includes("\nsync_parity_ratio ");
  const all = { parity: metric("sync_parity_ratio"), deadLetters: metric("sync_dead_letters") };
  return {
    is: "done",
    documents: pass("documents"),
    sessions: pass("sessions"),
    replayed: pass("replayed"),
    left: pass("left"),
    deadLetters: pass("dead_letters"),
    conflicts: pass("conflicts"),
    seconds: pass("seconds"),
    ...(isSampled && { all }),
  };
}
