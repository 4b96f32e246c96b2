/** What every alert says is happening, in one sentence; `{{ $labels.x }}` is the label x of the series that is wrong. */
export const ALERT_SUMMARIES = {
  V2Fails: "V2 fails more of its users' requests than the rollback trigger allows",
  V2Slow: "V2 has been slower for its users than the rollback trigger allows, all the time",
  V2Wrong: "V2 is less accurate beside V1 than the rollback trigger allows",
  V2Away: "V2 misses more health checks than the rollback trigger allows",
  ServiceSilent: "{{ $labels.job }} tells nothing any more: it is gone, or nobody reaches it",
  RestartStorm: "{{ $labels.job }} starts again and again",
  StoreAway: "data-sync cannot reach {{ $labels.store }}: nothing is carried until it can",
  StoreRefusesWrites:
    "{{ $labels.store }} takes no writes, its apps' neither, and says {{ $labels.code }}: nothing is carried",
  StoreCameUpEmpty:
    "{{ $labels.store }} came up without its history: nothing is written, store-{{ $labels.other }} keeps all it has",
  StoreReplaced:
    "{{ $labels.store }} is another store than before: nothing is written until somebody says which one is right",
  StoreWentBack:
    "{{ $labels.store }} is an older copy of itself: nothing is written until somebody says which one is right",
  StoreLostMoments:
    "{{ $labels.store }} came back without all that it had: what the other store still has is put back",
  SyncFrozen: "data-sync was told to write nothing: {{ $labels.reason }}",
  SyncStuck: "data-sync carries nothing, though both stores answer",
  SyncInterrupted: "data-sync loses its stores again and again",
  SyncLate: "a change takes longer from one store to the other than the gate allows",
  StoresDiffer: "documents that were taken by chance are not the same in both stores",
  DeadLetters: "there are documents that cannot be carried: the other release does not see them",
  Conflicts: "both releases changed the same field, and a value lost in store-{{ $labels.to }}",
  ClockJumped: "the clock of {{ $labels.clock }} jumped: ends of life may come early or late",
  SignOutsWaiting: "somebody signed out, and a store that gives no answer does not know it yet",
} as const;

/** Name of an alert. */
export type AlertName = keyof typeof ALERT_SUMMARIES;

/** A summary with the labels of a series in it; a label that the series has not is nothing. */
export function withLabels(summary: string, labels: Readonly<Record<string, string>>): string {
  return summary.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? "");
}
