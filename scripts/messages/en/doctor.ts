import { counted } from "./counted.ts";

/** What the doctor says of the machine and what is prepared on it; and the frame of its table. */
export const doctor = {
  level: { ok: "ok", warning: "warning", problem: "problem" },
  expected: "expected",
  fix: "fix",
  next: (problems: number) =>
    `the next npm start${problems > 0 ? ", once the problems are solved," : ""} begins with`,
  counts: (problems: number, warnings: number) =>
    `${counted(problems, "problem")}, ${counted(warnings, "warning")}`,
  there: "there",
  notThere: "not there",
  notFound: "not found",
  none: "none",
  free: "free",

  node: { what: "Node" },
  npm: {
    what: "npm",
    expected: "the npm that comes with Node",
    fix: "install npm; until then every command is node scripts/run.mjs NAME",
  },
  go: {
    what: "Go",
    pulumiThere: (found: string) => `${found}; not needed, Pulumi is there`,
    pulumiDownloaded: (found: string) => `${found}; not needed, Pulumi is downloaded`,
    expected: (version: string) =>
      `Go ${version} or newer, because Pulumi cannot be downloaded here and has to be built`,
    fix: "install Go: apt-get install golang-go, or from go.dev/dl; or put Pulumi itself on the PATH [SSM-NO-GO]",
  },
  dockerCommand: {
    what: "docker command",
    expected: "the docker command, for logs and for the kill switch by hand",
    fix: "install it (docker-ce-cli or docker.io); the commands of this project do not need it",
  },

  engine: {
    what: "Docker engine",
    found: (version: string, host: string) => `${version} at ${host}`,
    silent: "none answers",
    expected: "a Docker engine on this machine",
    newer: (version: string) => `${version} or newer`,
    update: "update Docker Engine",
    start: "npm start starts the engine that is installed",
    install: "npm start installs docker.io and iptables and starts the engine",
    ask: "npm start asks, then installs docker.io and iptables and starts the engine",
  },
  clock: {
    what: "clocks",
    found: (seconds: string) => `the engine's is ${seconds} s from this process'`,
    expected: (seconds: number) => `at most ${seconds} s: the journal and the metrics are compared by time`,
    fix: "let both clocks be set from the network: timedatectl set-ntp true",
  },

  pulumi: {
    what: "Pulumi",
    inFolder: (version: string, folder: string) => `${version} in ${folder}`,
    built: (version: string) => `${version}, built here, as its checksums say`,
    downloaded: (version: string) => `${version}, downloaded, as its checksums say`,
    damaged: (damage: string) => `damaged: ${damage}`,
    expected: (version: string, plugins: readonly string[]) =>
      `${version} with the plugins ${plugins.join(" and ")}`,
    download: "npm start downloads it, about 1 min",
    build: "npm start builds it with Go, about 8 min",
    buildOnce: "npm start builds it once there is a Go",
  },
  base: {
    what: "base image",
    expected: "a Debian base for the lab's images",
    fix: "npm start makes it, about 30 s",
  },
  images: {
    what: "images",
    some: "not all there",
    expected: "nginx, Redis, Prometheus and Node",
    fix: "npm start builds them, about 30 s",
  },

  disk: {
    what: "disk space",
    state: "the state",
    cache: "the cache",
    found: (free: string, homes: string) => `${free} free for ${homes}`,
    needed: (size: string) => `${size} for what the next npm start makes`,
    free: "free some space, or put the cache elsewhere with SSM_CACHE_DIR [SSM-NO-SPACE]",
    spare: (size: string) => `${size}: logs, metrics and copies of the state grow`,
    look: "free some space: docker system df and du -sh show what takes it",
  },
  cache: {
    what: "cache",
    clean: (folder: string) => `${folder}: nothing of other pins`,
    inUse: (folder: string, count: number) => `${folder}: ${counted(count, "part")} of other pins, in use`,
    found: (count: number, size: string) => `${counted(count, "part")} that nobody uses, ${size}:`,
    expected: (days: number) =>
      `what the present pins use, and what other checkouts used in the last ${days} days`,
    fix: "npm run doctor -- --fix removes them; whoever misses one makes it again",
  },
  oldImages: {
    what: "old images",
    found: (count: number, size: string) =>
      `${counted(count, "image")} that newer ones replace and no container uses, ${size} at most`,
    expected: (days: number) => `none older than ${days} days`,
    fix: "npm run doctor -- --fix removes them",
  },
  lock: {
    what: "stale lock",
    inCache: (path: string) => `${path}, of a run that has ended`,
    takenOver: "the next run takes it over",
    onState: (pid: number) => `of process ${pid}, which has ended, on Pulumi's state`,
    cleared: "the next change clears it",
  },
};
