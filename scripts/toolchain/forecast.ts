/** The parts of a preparation that take noticeable time. */
export type Work =
  | "install-engine"
  | "start-engine"
  | "base-image"
  | "packaged-images"
  | "service-images"
  | "pulumi";

/**
 * How long each part takes in seconds: measured on 2026-11-22 on Debian 12 with 2 cores, and rounded up.
 * Installing and building depend on the network and the processor; nothing but the forecast uses these numbers.
 */
export const SECONDS: Readonly<Record<Work, number>> = {
  // 65.6 MB of packages
  "install-engine": 10,
  "start-engine": 5,
  // mmdebstrap and its import: 14 s on a quiet machine, 44 s on a busy one
  "base-image": 30,
  // nginx, Redis, Prometheus and Node, four at a time
  "packaged-images": 30,
  "service-images": 5,
  // built from empty Go caches; a download takes a minute, and Go's own cache makes it two
  pulumi: 720,
};

/** What is already there; a part that was not asked for counts as there. */
export interface Survey {
  readonly engine: "answers" | "stopped" | "missing";
  readonly base: boolean;
  readonly packaged: boolean;
  readonly images: "wanted" | "not wanted";
  readonly pulumi: boolean;
}

/** Which case a machine is, and the work that is ahead of it. */
export interface Forecast {
  readonly kind: "bare" | "partly prepared" | "prepared";
  readonly work: readonly Work[];
  readonly seconds: number;
}

/** What has to be done, from what is there. */
export function forecast(survey: Survey): Forecast {
  const work: Work[] = [];
  if (survey.engine === "missing") work.push("install-engine");
  if (survey.engine !== "answers") work.push("start-engine");
  if (!survey.base) work.push("base-image");
  if (!survey.packaged) work.push("packaged-images");
  if (survey.images === "wanted") work.push("service-images");
  if (!survey.pulumi) work.push("pulumi");
  const long = work.filter((part) => part !== "start-engine" && part !== "service-images");
  const nothingThere = !survey.base && !survey.pulumi;
  return {
    kind: long.length === 0 ? "prepared" : nothingThere ? "bare" : "partly prepared",
    work,
    seconds: work.reduce((sum, part) => sum + SECONDS[part], 0),
  };
}

const KINDS: Readonly<Record<Forecast["kind"], string>> = {
  bare: "nothing is prepared on this machine yet",
  "partly prepared": "part of it is there already",
  prepared: "everything is in the cache",
};

const NAMES: Readonly<Record<Work, string>> = {
  "install-engine": "install a Docker engine",
  "start-engine": "start the Docker engine",
  "base-image": "make the base image",
  "packaged-images": "build the images of nginx, Redis, Prometheus and Node",
  "service-images": "check the images of our own services",
  pulumi: "download or build Pulumi and its plugins",
};

/** What is said before the first step: the case, the time it will take, and what takes it. */
export function forecastLines({ kind, work, seconds }: Forecast): string[] {
  const first = `preparing: ${KINDS[kind]}, ${aboutTime(seconds)}`;
  if (kind === "prepared") return [first];
  const parts = work.map((part) => `${NAMES[part]} (${aboutTime(SECONDS[part])})`);
  return [first, `  to do: ${parts.join(", ")}`];
}

function aboutTime(seconds: number): string {
  return seconds < 100 ? `about ${Math.max(1, seconds)} s` : `about ${Math.round(seconds / 60)} min`;
}
