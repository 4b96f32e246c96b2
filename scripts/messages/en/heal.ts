/** What `npm run heal` says, and what every change says that first repairs what an interrupted one left behind. */
export const heal = {
  noStage: "no stage is reached yet: npm start makes a platform",
  begins: (stage: string) => `putting ${stage} right`,
  ended: (stage: string, what: string, seconds: string) => `${stage} ${what} (${seconds} s)`,
  wouldBeRight: "would be put right",
  isRight: "is put right",
  wasRight: "is as declared",
  seen: (onV2: number, users: number, isKilled: boolean) =>
    `through the public address: ${onV2} of ${users} users on V2${isKilled ? ", the kill switch is on" : ""}`,
  notFine: (complaints: string) =>
    `everything is as declared, but seen from outside: ${complaints}\nall traffic to V1: npm run rollback-v1`,
  stopped: (stage: string) =>
    `stopped as asked: ${stage} may not be quite right yet; the platform goes on serving\nfinish with: npm run heal`,

  lockCleared: (pid: number) => `the lock of process ${pid}, which is dead, is cleared`,
  repairing: "the last change was interrupted: repairing the state",
  removingContainer: (name: string) => `removing the container ${name}, which the state does not know`,
  removingNetwork: (id: string) => `removing the network ${id}, which the state does not know`,
  starting: (container: string, state: string) => `starting ${container}, which is ${state}`,
  wouldStart: (container: string, state: string) => `start ${container}, which is ${state}`,
  cannotStart: (container: string, reason: string) => `${container} cannot be started: ${reason}`,
  connecting: (container: string, network: string) => `connecting ${container} to ${network} again`,
};
