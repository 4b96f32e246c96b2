/** Why a command refuses or fails, by what went wrong; the id stands behind it. */
export const errors = {
  nothingPending:
    "no data of a rollback are pending, nothing was changed. To go back to V1: npm run rollback-v1",
  noPassphrase: (file: string) =>
    `${file} is missing, and nothing else opens the secrets in the state; nothing was changed. Bring it back from a backup; without one: npm run down, then npm start`,
  shell: (known: string, got: string) => `expected one of ${known}, got ${got}`,
  noFault: (got: string, known: string) => `no fault's name holds ${got}; there are ${known}`,
  diff: (got: string) => `--diff needs two stages, got ${got}; example: --diff 10 25`,
  staleSchema: (file: string) => `${file} is not current; run: npm run schemas`,
  inputRefused: "the input was refused, nothing was changed",
  unexpected: "unexpected failure",

  noStage: (wanted: string, known: string) => `there is no stage ${wanted}; expected one of ${known}`,
  noStages: "there are no stages",
  noNextStage: "there is no next stage",
  emptyPlatform: "the platform is empty",
  platformAt: (stage: string) => `the platform is at ${stage}`,
  goDown: (share: number) => `to go down use: npm run rollback-v1 -- --to ${share}`,
  nextStageIs: (stage: string | undefined) => `the next stage is ${stage}; stages are never skipped`,
  stageOrder: (where: string, stage: string, fix: string) => `${where}, so ${stage} is not next: ${fix}`,
  notDown: (at: string, to: string) =>
    `the platform is at ${at}; ${to} is above it, and a rollback only goes down`,

  killed:
    'the kill switch is on: every request goes to V1. Lift it when V2 is healthy: npm run kill-switch -- off --reason "…"',
  noGateway: "there is no gateway to throw the kill switch of",
  killFailed: (flag: string) => `the gateway could not write ${flag}`,
  sick: (list: string, logs: readonly string[]) =>
    `not healthy: ${list};${logs.length === 0 ? "" : ` see ${logs.join(", ")};`} put it right: npm run heal, or go back: npm run rollback-v1`,

  anotherChange: (instance: string, pid: number) =>
    `another change of ${instance} is running (pid ${pid}); wait for it`,
  starting: (instance: string, pid: number) =>
    `${instance} is being started by another run (pid ${pid}); see how far it is: npm run status. To stop it: kill -INT ${pid}`,
  changeRuns: (pid: number) => `a change is running (pid ${pid}); stop it first: kill -INT ${pid}`,
  wouldRollBack: (reason: string) => `would roll back, nothing was changed: ${reason}`,
  rolledBack: (reason: string) => `rolled back: ${reason}`,
  rollbackCheck: (complaints: string) =>
    `the declared state is reached and the kill switch is on, but seen from outside: ${complaints}`,
  watchEnded: (stage: string) =>
    `the watch was ended by hand; ${stage} is reached and goes on. To go back: npm run rollback-v1`,
  stopped: (stage: string) => `stopped at ${stage}, which goes on serving; npm start goes on from here`,
  stoppedUnchanged: "stopped as asked; nothing was changed in the stores",
  notApplied: (stage: string) =>
    `stopped before ${stage} was applied; what ran before goes on. Run the same command again, or npm run rollback-v1`,
  notEntered: (stage: string | undefined) => `${stage} was not entered; see the reasons above`,
  held: (stage: string, reasons: string) =>
    `${stage} is held: ${reasons}\nit goes on serving; npm start tries again, npm run rollback-v1 goes back`,

  heldBack: (at: string | null, to: string, next: string) =>
    `${at} is held, see the reasons above, so ${to} was not applied\nit goes on serving; ${next} tries again, npm run rollback-v1 goes back`,
  heldHalfWay: (at: string | null, to: string, reason: string) =>
    `${at} is held, so ${to} was not applied: ${reason}\nit goes on serving; npm run heal puts it right, npm run rollback-v1 goes back`,

  noInstance: (name: string, place: string) =>
    `there is no instance ${name} of ${place} here; \`npm start\` makes one`,
  damagedInstance: (file: string, example: string) =>
    `${file} is damaged, nothing was changed; write it again: ${example}, with the slot that the instance had (slot n publishes ports 1000 n above those of the place's file)`,
  otherInstance: (file: string, expected: string, found: string) =>
    `${file} is of another instance: expected ${expected}, found ${found}; nothing was changed. Its folder was renamed or copied: give it the name ${found} again, or, where that one is still there, move the copy out of the state folder`,
  noSlot: (count: number) =>
    `${count} instances exist beside the first, and there is address space for no more; remove one: npm run down -- --instance NAME`,
  foreign: (count: number, instance: string, folder: string) =>
    `${count} containers of ${instance} are on this machine, and ${folder} knows nothing of them: another user made them, or another SSM_STATE_DIR; nothing was changed. Go on as that user, make another copy (npm start -- --instance NAME), or remove that one: npm run down -- --instance ${instance}`,
  portTaken: (list: string, place: string, copy: string | null) =>
    `taken by another program: ${list}; free them (ss -ltnp shows who has them)${copy === null ? "" : `, start a copy with other ports (${copy})`} or change stacks/Pulumi.${place}.yaml`,
};
