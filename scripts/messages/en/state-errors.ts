/** Why a change of the declared state is refused, or ended half-way. */
export const stateErrors = {
  usage: (name: string) =>
    `wrong use, nothing was changed; options stand behind a -- of their own: npm run ${name} -- --help`,
  unwritable: (path: string, code: string | undefined) =>
    `${path} cannot be written (${code}); the platform goes on serving. Allow it, or name other folders with SSM_STATE_DIR and SSM_CACHE_DIR`,
  journalFolder: (file: string) =>
    `${file} is a folder, expected the file of the journal; the platform goes on serving. Put back the file, or without one: mv ${file} ${file}.old, which forgets the stage that is reached`,
  full: (where: string) =>
    `the disk is full${where}; the platform goes on serving. Make room, then run the same command again; npm run kill-switch needs no room`,
  room: (dir: string, left: number, least: number) =>
    ` (${dir} has ${left} MB left, a change needs ${least} MB)`,
  appliedFull: (stage: string, share: number) =>
    `${stage} is applied, but the disk is full and the journal does not know it; make room, then run: npm run deploy-v2 -- ${share}`,
  replace: (what: string, seconds: number, share: number) =>
    `this would ${what}: for up to ${seconds} s each requests that need it fail; nothing was changed. To accept that: npm run deploy-v2 -- ${share} --allow-replace`,
  and: " and ",
  drift: (stage: string, list: string, share: number) =>
    `what runs differs from stage ${stage}, so the next stage would change more than it says:${list}\nput it right first: npm run deploy-v2 -- ${share}`,
  corrupt: (instance: string, problem: string, file: string, way: string) =>
    `the state of ${instance} is CORRUPT: ${problem} (${file}); nothing was changed, the platform goes on serving\n${way}`,
  noCopy: (folder: string) =>
    `there is no readable copy of it in ${folder}; put one of your own there and run: npm run state -- restore NAME`,
  copy: (name: string, words: string) =>
    `put back its newest readable copy (${name}: ${words}): npm run state -- restore latest`,

  trafficBack: "traffic is on V1, but the declared state is not yet",
  notThrown: "the kill switch is NOT thrown, and the declared state is not reached",
  rollbackPartly: (where: string, said: string) => `${where}:\n${said}\nfinish with: npm run rollback-v1`,

  passphrase:
    "the passphrase does not open the state; put the right one into the file `passphrase` of the state folder (see npm run status), nothing was changed",
  noBackend:
    "Pulumi does not know where the state lies; set PULUMI_BACKEND_URL (docs/production.md), or PULUMI_ACCESS_TOKEN for Pulumi Cloud",
  held: (pid: number) =>
    `another change is running (pid ${pid}); wait for it, or stop it with: kill -INT ${pid}`,
  seenFromOutside: (stage: string, trouble: string, next: string) =>
    `${stage} is reached, but seen from outside: ${trouble}\nlook again: npm run deploy-v2 -- ${next}`,
  locked: (pid: string | undefined) => `another change is running (pid ${pid}); wait for it`,
  stageRefused: (why: string | undefined) => `${why}; nothing was changed`,
  engineFull:
    "the disk is full; make room (docker system df shows what the engine holds), then run the same command again",
  canceled:
    "stopped as asked, after the running step; the platform goes on serving. Run the same command again, or npm run rollback-v1",
  port: "a port of the place is taken by another program; free it or change `publish` in the place's file, then run the same command again",
  refused: (said: string) => `refused, everything is as before:\n  ${said}`,
  partly: (said: string) => `partly applied:\n  ${said}\nrun the same command again, or npm run rollback-v1`,
};
