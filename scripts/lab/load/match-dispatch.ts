import type { Dispatcher } from "undici";
import type { End } from "./closed-loop.ts";
import { reasonOf } from "./exchange.ts";
import { SMALL_MATCH } from "./requests.ts";
import type { Endpoint } from "./target.ts";
import { makeUsers } from "./user.ts";

/** Small match requests of 5,000 clients without cookies, one each. */
export function smallMatches(endpoint: Endpoint, path: string): Dispatcher.DispatchOptions[] {
  return makeUsers(5000, "without cookies").map(({ address, userAgent }) => ({
    method: "POST",
    path,
    headers: {
      host: endpoint.hostHeader,
      "content-type": "application/json",
      "x-forwarded-for": address,
      "user-agent": userAgent,
    },
    body: SMALL_MATCH,
  }));
}

/** Sends a request once and waits for its whole answer. The lowest level that undici offers: half the cost of `request()`. */
export function dispatchOnce(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions): Promise<End> {
  return new Promise((resolve) => {
    let status = 0;
    let release = "";
    dispatcher.dispatch(request, {
      onRequestStart: () => {},
      onResponseStart: (_controller, statusCode, headers) => {
        status = statusCode;
        release = String(headers["x-release"] ?? "");
      },
      onResponseData: () => {},
      onResponseEnd: () => resolve({ status, release }),
      onResponseError: (_controller, error) => resolve({ lost: reasonOf(error) }),
    });
  });
}
