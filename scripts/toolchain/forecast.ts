import { text } from "../messages/messages.ts";

const { prepare: said } = text;
const WORK = [
  "install-engine",
  "start-engine",
  "base-image",
  "packaged-images",
  "service-images",
  "pulumi",
] as const;

/** The parts of a preparation that take noticeable time, in their order. */
export type Work = (typeof WORK)[number];

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
  // built from empty Go caches on two idle cores; a download takes a minute
  pulumi: 480,
};

/** Whether a part is there, missing, or was not asked for. */
export type State = "there" | "missing" | "not wanted";

/** What is already there. */
export type Survey = Readonly<Record<Work, State>>;

/** Which case a machine is, and the work that is ahead of it. */
export interface Forecast {
  readonly kind: "bare" | "partly prepared" | "prepared";
  readonly work: readonly Work[];
  readonly seconds: number;
}

const CACHED: readonly Work[] = ["base-image", "packaged-images", "pulumi"];

/** What has to be done, from what is there. */
export function forecast(survey: Survey): Forecast {
  const work = WORK.filter((part) => survey[part] === "missing");
  const wanted = CACHED.filter((part) => survey[part] !== "not wanted");
  const cached = wanted.filter((part) => survey[part] === "there");
  const complete = cached.length === wanted.length && survey["install-engine"] !== "missing";
  return {
    kind: complete ? "prepared" : cached.length === 0 ? "bare" : "partly prepared",
    work,
    seconds: work.reduce((sum, part) => sum + SECONDS[part], 0),
  };
}

/** What is said before the first step: the case, the time it will take, and what takes it. */
export function forecastLines({ kind, work, seconds }: Forecast): string[] {
  const first = said.preparing(said.kinds[kind], aboutTime(seconds));
  if (kind === "prepared") return [first];
  const parts = work.map((part) => `${said.work[part]} (${aboutTime(SECONDS[part])})`);
  return [first, said.toDo(parts.join(", "))];
}

function aboutTime(seconds: number): string {
  return seconds < 100 ? said.seconds(Math.max(1, seconds)) : said.minutes(Math.round(seconds / 60));
}
