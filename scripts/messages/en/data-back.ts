import { counted } from "./counted.ts";

/** How V2's last writes come back to V1. */
export const dataBack = {
  documents: (count: number | null) =>
    count === null ? "an unknown number of documents" : `about ${counted(count, "document")}`,
  pending: (reason: string, documents: string) =>
    `data pending: ${reason}; ${documents} changed since the last complete pass`,
  carried: (fence: string, pass: string, documents: number, conflicts: number, deadLetters: number) =>
    `data: V2's app may not write any more (${fence} s); what changed since the last complete pass is equal on V1 and V2 (${pass} s): documents ${documents}, conflicts ${conflicts}, dead letters ${deadLetters}`,
  differs: (percent: string, deadLetters: number) =>
    `of all documents, those from before included: sampled parity ${percent} %, dead letters ${deadLetters}; which they are: npm run sync -- verify --full`,
  notYetOnV1: (stage: string, reason: string, documents: string) =>
    `${stage} is reached and every user is on V1, but what V2 wrote last may not be: ${reason}. ${documents} to look at. V2's store keeps them; mend that, then: npm run rollback-v1 -- --resume`,
  steps: {
    traffic: "traffic on V1",
    fence: "V2's app fenced off",
    pass: "last pass",
    up: "pulumi up",
    restore: "data restored",
    proof: "and that proven",
    all: "in all",
  },
  counted: (documents: number, replayed: string, sessions: string, conflicts: number, deadLetters: number) =>
    `compared ${documents}, of them replayed ${replayed}, sessions ${sessions}; conflicts ${conflicts}, skipped as dead letters ${deadLetters}`,
  restored: (restored: number, removed: number, unchanged: number, skipped: number) =>
    `keys restored ${restored}, removed ${removed}, unchanged ${unchanged}; sessions skipped ${skipped}`,
  starting: (service: string) => `starting ${service}`,
  startingAnew: "data-sync gives no answer: starting it anew",
  fenced: (since: string) =>
    `V2's app may not write in its store since the rollback of ${since}. Give it that back: npm run kill-switch -- off --reason "…"`,
};
