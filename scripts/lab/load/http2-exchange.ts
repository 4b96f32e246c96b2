import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type OutgoingHttpHeaders,
} from "node:http2";
import type { End } from "./closed-loop.ts";
import { reasonOf } from "./exchange.ts";

/**
 * How one attempt ended. `refused`: the server said that it did not process it (RFC 9113 8.7). `unsent`: the
 * session was closing, nothing was sent. Both may be repeated.
 */
export type Outcome = End | "refused" | "unsent";

/** Sends one request over the session and waits for its whole answer, at most `timeout` s. Never rejects. */
export function exchangeOnce(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body: string,
  timeout: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(headers);
    } catch {
      return resolve("unsent");
    }
    let answer: End | null = null;
    let complete = false;
    let failure: unknown = null;
    const timer = setTimeout(() => {
      failure = new Error(`no answer within ${timeout} s`);
      stream.close(constants.NGHTTP2_CANCEL);
    }, timeout * 1000);
    stream.on("response", (fields) => {
      answer = { status: Number(fields[":status"]), release: String(fields["x-release"] ?? "") };
    });
    stream.on("end", () => {
      complete = true;
    });
    stream.on("error", (error) => {
      failure ??= error;
    });
    stream.on("close", () => {
      clearTimeout(timer);
      if (answer !== null && complete && failure === null) return resolve(answer);
      if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) return resolve("refused");
      // A stream without an id never left this process.
      if (stream.id === undefined) return resolve("unsent");
      resolve({ lost: failure === null ? "connection closed without an answer" : reasonOf(failure) });
    });
    stream.resume().end(body);
  });
}
