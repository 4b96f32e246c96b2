import { type Dispatcher, EnvHttpProxyAgent, errors, interceptors, request } from "undici";
import { text } from "../messages/messages.ts";
import { RegistryError } from "./registry-error.ts";

/** What came back in the end. */
export interface Answer {
  readonly status: number;
  /** One header; empty when it is not there, joined by commas when it is there more than once. */
  header(name: string): string;
  readonly body: Buffer;
  /** Who answered, after all redirects. */
  readonly url: URL;
}

/** What is sent. With a `form` it is a POST, which follows no redirect. */
export interface Question {
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: URLSearchParams;
}

/** Asks by HTTP what may be hostile: within a time, for so many bytes, and in secret. */
export type Transport = (url: URL, question: Question) => Promise<Answer>;

/** Longest wait for a whole answer, redirects and further attempts included. */
export const PATIENCE_MS = 5_000;
/** The largest manifest that registries have to take. */
export const MOST_BYTES = 4 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const ATTEMPTS = {
  maxRetries: 2,
  minTimeout: 200,
  maxTimeout: 1_000,
  statusCodes: [429, 502, 503, 504],
  errorCodes: ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"],
  throwOnError: false,
};

/** Goes through the proxies that the environment names. Throws RegistryError when there is no usable answer. */
export function openTransport(patienceMs = PATIENCE_MS, network: Dispatcher = openNetwork()): Transport {
  const dispatcher = network.compose(interceptors.retry(ATTEMPTS));
  return async (url, question) => {
    try {
      return await follow(url, question, dispatcher, AbortSignal.timeout(patienceMs));
    } catch (error) {
      throw error instanceof RegistryError ? error : new RegistryError(url.host, reasonOf(error, patienceMs));
    }
  };
}

function openNetwork(): Dispatcher {
  const { no_proxy: lower, NO_PROXY: upper } = process.env;
  // This machine itself is never behind a proxy.
  const noProxy = [lower ?? upper ?? "", "localhost", "127.0.0.1"].join(",");
  return new EnvHttpProxyAgent({ maxResponseSize: MOST_BYTES, noProxy });
}

async function follow(
  start: URL,
  { headers, form }: Question,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  let url = start;
  for (let redirects = 0; ; redirects += 1) {
    // Who asked for nothing but the first address gives nobody else a password or token.
    const { authorization, ...others } = headers;
    const sent = url.origin === start.origin ? headers : others;
    const answer = await send(url, { headers: sent, ...(form && { form }) }, dispatcher, signal);
    const next = form ? null : redirectOf(answer);
    if (next === null) return answer;
    if (redirects === MOST_REDIRECTS) throw new RegistryError(start.host, text.registries.redirects);
    if (next.protocol !== "https:" && next.origin !== start.origin)
      throw new RegistryError(start.host, text.registries.plainRedirect(next.origin));
    url = next;
  }
}

async function send(
  url: URL,
  { headers, form }: Question,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  const content = form && { "content-type": "application/x-www-form-urlencoded" };
  const answer = await request(url, {
    method: form ? "POST" : "GET",
    headers: { ...headers, ...content },
    body: form?.toString() ?? null,
    dispatcher,
    signal,
  });
  return {
    status: answer.statusCode,
    header: (name) => [answer.headers[name] ?? ""].flat().join(", "),
    body: Buffer.from(await answer.body.arrayBuffer()),
    url,
  };
}

function redirectOf(answer: Answer): URL | null {
  const location = answer.header("location");
  if (location === "" || ![301, 302, 303, 307, 308].includes(answer.status)) return null;
  return URL.parse(location, answer.url.href);
}

function reasonOf(error: unknown, patienceMs: number): string {
  const { unasked, late, tooLong } = text.registries;
  if (!(error instanceof Error)) return unasked(String(error));
  if (error.name === "TimeoutError") return late(patienceMs / 1000);
  if (error instanceof errors.ResponseExceededMaxSizeError) return tooLong(MOST_BYTES / 1024 / 1024);
  const code = "code" in error ? String(error.code) : error.name;
  return unasked(error.message || code);
}
