import { request } from "undici";
import { z } from "zod";
import { messageOf } from "../../toolchain/message-of.ts";

/** Asks one Prometheus. Every failure is a `PrometheusError` whose message fits behind "no data: ". */
export interface PrometheusClient {
  /** The one number a query gives now, as Prometheus wrote it (NaN and infinities included); null when no series matches. */
  instant(query: string): Promise<number | null>;
  /** What a query gives now for each value of one label; empty when no series matches. */
  byLabel(query: string, label: string): Promise<ReadonlyMap<string, number>>;
  /** Time in seconds since 1970 -> value, every `step` seconds from `start` to `end`; moments without data are absent. */
  range(query: string, span: Span): Promise<ReadonlyMap<number, number>>;
  /** Everything that is wrong now, or is about to be told, in the order of the rules. */
  alerts(): Promise<readonly RaisedAlert[]>;
}

/** One series for which an alert is true. */
export interface RaisedAlert {
  readonly name: string;
  /** Pending: not for as long as the alert wants. */
  readonly state: "pending" | "firing";
  readonly severity: "critical" | "warning";
  /** When it began, as ISO 8601. */
  readonly since: string;
  readonly summary: string;
  readonly runbook: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Moments in seconds since 1970, `step` in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Prometheus did not answer, or not with what was asked. */
export class PrometheusError extends Error {
  override readonly name = "PrometheusError";
}

const sample = z.tuple([z.number(), z.string()]);
const series = z.object({ metric: z.record(z.string(), z.string()).default({}), value: sample });

const instantAnswer = success(
  z.discriminatedUnion("resultType", [
    z.object({ resultType: z.literal("vector"), result: z.array(series) }),
    z.object({ resultType: z.literal("scalar"), result: sample }),
  ]),
);

const rangeAnswer = success(
  z.object({ resultType: z.literal("matrix"), result: z.array(z.object({ values: z.array(sample) })) }),
);

const raised = z
  .object({
    state: z.enum(["pending", "firing"]),
    activeAt: z.string(),
    labels: z.intersection(
      z.object({ alertname: z.string(), severity: z.enum(["critical", "warning"]) }),
      z.record(z.string(), z.string()),
    ),
    annotations: z.object({ summary: z.string(), runbook: z.string() }),
  })
  .transform(({ state, activeAt, labels: { alertname: name, severity, ...labels }, annotations }) => {
    const since = new Date(activeAt).toISOString();
    return { name, state, severity, since, ...annotations, labels };
  });

const rule = z.object({
  name: z.string(),
  lastError: z.string().optional(),
  alerts: z.array(raised),
});

const rulesAnswer = success(z.object({ groups: z.array(z.object({ rules: z.array(rule) })) }));

const refusal = z.object({ status: z.literal("error"), error: z.string() });

/** Prometheus refuses more than 11,000 points per series in one answer. */
const MOST_POINTS = 10_000;
const INSTANT_TIMEOUT = 2000;
const RANGE_TIMEOUT = 10_000;

/** A client of the Prometheus at `address`, for example `http://127.0.0.1:9090`. Time-outs in milliseconds. */
export function prometheusClient(
  address: string,
  timeouts = { instant: INSTANT_TIMEOUT, range: RANGE_TIMEOUT },
): PrometheusClient {
  return {
    instant: async (query) => {
      const { data } = await ask(address, "query", { query }, timeouts.instant, instantAnswer);
      if (data.resultType === "scalar") return number(data.result);
      return onlyOne(data.result.map(({ value }) => number(value)));
    },
    byLabel: async (query, label) => {
      // It may look back over a whole hold.
      const { data } = await ask(address, "query", { query }, timeouts.range, instantAnswer);
      const found = data.resultType === "vector" ? data.result : [];
      return new Map(found.map(({ metric, value }) => [metric[label] ?? "", number(value)]));
    },
    range: async (query, span) => {
      const points = new Map<number, number>();
      for (const { start, end, step } of chunks(span)) {
        const form = { query, start: String(start), end: String(end), step: String(step) };
        const { data } = await ask(address, "query_range", form, timeouts.range, rangeAnswer);
        const series = onlyOne(data.result.map(({ values }) => values));
        for (const point of series ?? []) points.set(point[0], number(point));
      }
      return points;
    },
    alerts: async () => {
      const { data } = await ask(address, "rules?type=alert", null, timeouts.instant, rulesAnswer);
      const rules = data.groups.flatMap((group) => group.rules);
      if (rules.length === 0)
        throw new PrometheusError("prometheus has no alerting rules; npm run heal brings them");
      for (const { name, lastError } of rules)
        if (lastError) throw new PrometheusError(`prometheus cannot judge the alert ${name}: ${lastError}`);
      return rules.flatMap(({ alerts }) => alerts);
    },
  };
}

/** `span` in pieces that Prometheus answers; no moment is asked twice. */
function chunks({ start, end, step }: Span): Span[] {
  const pieces: Span[] = [];
  for (let from = start; from <= end; from += MOST_POINTS * step) {
    pieces.push({ start: from, end: Math.min(end, from + (MOST_POINTS - 1) * step), step });
  }
  return pieces;
}

/** Posts the form; without one it only reads. */
async function ask<Answer>(
  address: string,
  path: string,
  form: Record<string, string> | null,
  timeout: number,
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  const { status, text } = await send(new URL(`api/v1/${path}`, `${address}/`), form, timeout);
  const value = json(text);
  const refused = refusal.safeParse(value);
  if (refused.success) throw new PrometheusError(`prometheus refused the query: ${refused.data.error}`);
  const parsed = answer.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PrometheusError(`prometheus at ${address} gave an answer that is not its own (HTTP ${status})`);
}

async function send(url: URL, form: Record<string, string> | null, timeout: number) {
  try {
    const signal = AbortSignal.timeout(timeout);
    const post = {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form ?? {}).toString(),
    } as const;
    const { statusCode, body } = await request(url, { ...(form && post), signal });
    return { status: statusCode, text: await body.text() };
  } catch (error) {
    throw new PrometheusError(unreachable(error, url, timeout), { cause: error });
  }
}

function unreachable(error: unknown, url: URL, timeout: number): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `prometheus at ${url.origin} did not answer within ${timeout / 1000} s`;
  }
  const reason = messageOf(error);
  return `prometheus at ${url.origin} cannot be reached: ${reason}`;
}

function success<Data extends z.ZodType>(data: Data) {
  return z.object({ status: z.literal("success"), data });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function onlyOne<T>(series: readonly T[]): T | null {
  if (series.length > 1) {
    throw new PrometheusError(`prometheus gave ${series.length} series where one was expected`);
  }
  return series[0] ?? null;
}

function number([, text]: readonly [number, string]): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  return text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}
