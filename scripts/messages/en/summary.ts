/** What a run of `npm start` ends with. */
export const summary = {
  stage: (name: string | null, seconds: number) => `stage      ${name ?? "none"}, after ${seconds} s`,
  gateway: (address: string, ca: string) => `gateway    ${address}   (curl --cacert ${ca} ${address}/health)`,
  prometheus: (address: string) => `prometheus ${address}`,
  traffic: (sent: number, ok: number, failed: number, releases: string) =>
    `traffic    ${sent} requests sent, ${ok} answered, ${failed} failed (through the split: ${releases})`,
  failure: (seconds: string, path: string, reason: string) =>
    `           failed after ${seconds} s: ${path}: ${reason}`,
  next: "next, for example:",
  status: "how the platform is doing",
  climb: "users again, and the next stage when its gate allows it",
  deploy: "the same without users of ours: the gate holds when nobody asks",
  drill: "a slow V2 from now on: a rollout is held or taken back",
  rollback: "everybody back on V1",
  kill: "lets V2 have traffic again after a rollback",
  down: "removes all of it",
};
