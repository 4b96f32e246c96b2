import { counted } from "./counted.ts";

/** What `npm run down` says. */
export const removal = {
  found: (instance: string, place: string, list: string) => `instance ${instance} of ${place}: ${list}`,
  nothing: (instance: string, place: string) =>
    `there is nothing of instance ${instance} of ${place} here, and nothing was removed`,
  containers: (count: number) => counted(count, "container"),
  networks: (count: number) => counted(count, "network"),
  volumes: (count: number) => counted(count, "volume"),
  state: "its state and journal",
  foreign: (folder: string) =>
    `${folder} knows nothing of it: another user made it, or another SSM_STATE_DIR, and may be using it; with its containers its data go`,
  removed: (what: string) => `removed ${what}`,
  done: "nothing of it is left; the cache of built parts stays for the next start",
};
