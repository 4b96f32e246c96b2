/** Why a run waits for another, and what that one does. */
export const locks = {
  waiting: (what: string, pid: number, seconds: number, elsewhere: string) =>
    `another run is ${what} (pid ${pid}, for ${seconds} s${elsewhere}): waiting for it`,
  elsewhere: (host: string, path: string) => ` on ${host}; if it has ended, remove ${path}`,
  takenOver: (whose: string) => `removed the lock of a run that has ended (${whose})`,
  unreadable: "unreadable",

  engine: "starting the Docker engine",
  images: "building images",
  pulumi: "preparing Pulumi",
  cache: "clearing the cache",
  testing: (instance: string) => `testing on instance ${instance}`,
  measuring: "measuring",
};
