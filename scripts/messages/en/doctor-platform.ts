import { counted } from "./counted.ts";

/** What the doctor says of the files, the instance and its neighbours, and what it offers to do. */
export const doctorPlatform = {
  files: {
    what: "files in stacks/",
    mistakes: (count: number) => `${counted(count, "mistake")}:`,
    fix: "correct them; nothing runs before",
    read: (stages: number) => `${counted(stages, "stage")}, platform and place, without mistakes`,
  },
  /** Of ports and subnets that somebody has. */
  untold: "cannot tell whose they are until the engine answers; they may be this instance's own",
  ports: {
    what: "ports",
    found: (list: string, state: string) => `${list}: ${state}`,
    own: "this instance's own, or free",
    free: "free",
    inUse: "taken",
    taken: (name: string, address: string, who: string) => `publish.${name} ${address} is taken by ${who}`,
    stranger: "another program",
    container: (name: string) => `the container ${name}`,
    fix: "free them (ss -ltnp shows who has them), change stacks/Pulumi.lab.yaml, or start another copy: --instance NAME [SSM-PORT]",
  },
  subnets: {
    what: "subnets",
    found: (list: string, state: string) => `${list}: ${state}`,
    free: "no other route",
    routed: "the machine has routes to some of them",
    expected: "addresses that no route has",
  },

  instance: {
    what: "instance",
    there: (name: string, folder: string) => `${name}, state in ${folder}`,
    absent: (name: string) => `${name} is not made yet`,
    made: (folder: string) => `npm start makes it, in ${folder}`,
    forbidden: (folder: string) => `${folder} may not be read by this user`,
    maker: "the user who made the instance",
    asMaker: "run the command as that user, or name another folder with SSM_STATE_DIR",
  },
  passphrase: {
    what: "passphrase",
    expected: (folder: string) => `${folder}/passphrase, which opens the secrets in the state`,
    fix: "bring the file back from a backup; without it: npm run down, then npm start",
  },
  state: {
    what: "Pulumi's state",
    damaged: "damaged: it is no JSON",
    expected: "the state as Pulumi wrote it",
    fix: (copies: string) => `bring back the newest copy that is whole; ${copies}`,
    copies: (count: number, folder: string) => `${counted(count, "backup")} in ${folder}/backups`,
    absent: "not made yet",
    readable: (copies: string) => `readable; ${copies}`,
  },
  modes: {
    what: "modes of the state",
    closed: "only for their owner",
    open: (names: string) => `others may read or write ${names}`,
    expected: "0700 for folders, 0600 for files: they hold secrets",
    fix: "npm run doctor -- --fix sets them",
  },
  killSwitch: {
    what: "kill switch",
    found: "ON: every request goes to V1",
    expected: "off; npm start and deploy-v2 refuse while it is on",
    fix: 'when V2 is healthy: npm run kill-switch -- off --reason "…"',
  },
  lastChange: {
    what: "last change",
    expected: "a change that ended",
    fix: "the same command finishes it: npm run status, then npm run deploy-v2 or rollback-v1",
  },
  running: {
    what: "running change",
    found: (pid: number) => `process ${pid} is changing the platform`,
    fix: "wait for it; deploy-v2 and down refuse meanwhile, rollback-v1 stops it",
  },
  journal: {
    what: "journal",
    found: (lines: readonly number[]) =>
      `${counted(lines.length, "line")} cannot be read: ${lines.join(", ")}`,
    expected: "one JSON object per line",
    fix: "nothing has to be done: the other lines count",
  },

  halted: { expected: "none that is stopped or paused", fix: "npm run heal starts them again" },
  beside: {
    what: "other instance",
    found: (name: string, running: number, containers: number) =>
      `${name}: ${running} of ${counted(containers, "container")} run`,
  },
  leftover: {
    what: "without state",
    found: (containers: number, networks: number, volumes: number, owner: string) =>
      `${counted(containers, "container")}, ${counted(networks, "network")}, ${counted(volumes, "volume")} of ${owner}, which has no state folder here`,
    owner: (name: string, place: string) => `${name} of ${place}`,
    expected: "its state folder, or nothing on the engine",
    fix: (name: string) =>
      `bring the folder back (SSM_STATE_DIR may name another); or, if it is nobody else's, remove it, data included: npm run down -- --instance ${name}`,
  },

  repairs: {
    prepare: "prepare what is missing, as npm start does",
    modes: (paths: string) => `take from others the right to read or write: ${paths}`,
    parts: (count: number, size: string) => `remove ${counted(count, "old part")} of the cache, ${size}`,
    images: (count: number, size: string, list: string) =>
      `remove ${counted(count, "old image")}, ${size} at most: ${list}`,
    stays: (reference: string, reason: string) => `${reference} stays: ${reason}`,
    would: (repair: string) => `--fix would ${repair}`,
    ask: (repair: string) => `${repair}?`,
    now: (repair: string) => `now: ${repair}`,
    left: (repair: string) => `left: ${repair}`,
  },
};
