import type { HistoryPoint } from "../../../infra/gate/hold.ts";
import type {
  Measurement,
  Measurements,
  Question,
  Signal,
  TriggerSignal,
} from "../../../infra/metrics/stage-questions.ts";
import { type PrometheusClient, PrometheusError, type Span } from "./prometheus-client.ts";

const NO_SERIES = { value: null, reason: "prometheus has no such series" } as const;

/** Asks all questions at once. Never rejects for want of data: what Prometheus cannot answer is null with the reason. */
export async function measure<Name extends Signal>(
  client: PrometheusClient,
  questions: Readonly<Record<Name, Question>>,
): Promise<Pick<Measurements, Name>> {
  return awaitAll(mapValues(questions, ({ query }) => measureOne(client, query)));
}

/** The answers at every moment of `span`, for the proof of a hold. A query that fails is no data at every moment. */
export async function measureHistory(
  client: PrometheusClient,
  questions: Readonly<Record<TriggerSignal, Question>>,
  span: Span,
): Promise<HistoryPoint[]> {
  const answers = await awaitAll(mapValues(questions, ({ query }) => rangeOrReason(client, query, span)));
  const moments = Math.max(0, Math.floor((span.end - span.start) / span.step) + 1);
  return Array.from({ length: moments }, (_, index) => {
    const time = span.start + index * span.step;
    return { time, measurements: mapValues(answers, (answer) => answer(time)) };
  });
}

async function measureOne(client: PrometheusClient, query: string): Promise<Measurement> {
  try {
    return measurement((await client.instant(query)) ?? undefined);
  } catch (error) {
    return noData(error);
  }
}

/** The measurement at a time. Prometheus rounds times to milliseconds. */
async function rangeOrReason(
  client: PrometheusClient,
  query: string,
  span: Span,
): Promise<(time: number) => Measurement> {
  try {
    const values = new Map([...(await client.range(query, span))].map(([time, v]) => [rounded(time), v]));
    return (time) => measurement(values.get(rounded(time)));
  } catch (error) {
    const failed = noData(error);
    return () => failed;
  }
}

function measurement(value: number | undefined): Measurement {
  return value === undefined ? NO_SERIES : { value, reason: null };
}

function noData(error: unknown): Measurement {
  if (error instanceof PrometheusError) return { value: null, reason: error.message };
  throw error;
}

function rounded(time: number): number {
  return Math.round(time * 1000);
}

function mapValues<Name extends string, From, To>(
  from: Readonly<Record<Name, From>>,
  change: (value: From) => To,
): Record<Name, To> {
  const names = Object.keys(from) as Name[];
  return Object.fromEntries(names.map((name) => [name, change(from[name])])) as Record<Name, To>;
}

async function awaitAll<Name extends string, Value>(
  pending: Readonly<Record<Name, Promise<Value>>>,
): Promise<Record<Name, Value>> {
  const names = Object.keys(pending) as Name[];
  const pairs = await Promise.all(names.map(async (name) => [name, await pending[name]] as const));
  return Object.fromEntries(pairs) as Record<Name, Value>;
}
