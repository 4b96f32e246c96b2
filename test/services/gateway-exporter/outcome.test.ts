import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseLine } from "../../../infra/services/gateway-exporter/log-entry.ts";
import { type Outcome, outcomeOf } from "../../../infra/services/gateway-exporter/outcome.ts";

const V1 = "172.20.2.4:5062";
const V2 = "172.20.2.5:5070";
const NEXTEN = "172.20.2.6:5052";

interface Line {
  readonly release: string;
  readonly status: number | string;
  readonly addr: string;
  readonly answers: string;
  readonly times: string;
  readonly killed?: string;
}

function outcome(line: Line): Outcome {
  const json = JSON.stringify({
    release: line.release,
    status: line.status,
    upstream_addr: line.addr,
    upstream_status: line.answers,
    upstream_response_time: line.times,
    killed: line.killed ?? "0",
  });
  const entry = parseLine(json);
  assert.ok(entry !== null);
  return outcomeOf(entry);
}

function assigned(release: "v1" | "v2" | "nexten", result: string, ownSeconds: number | null) {
  return { kind: "assigned", release, outcome: result, ownSeconds };
}

const none = { addr: "", answers: "", times: "" };
const v2Alone = { release: "v2", addr: V2 };
const fellBack = { release: "v2", addr: `${V2}, ${V1}` };

const claims: Record<string, [Line, object]> = {
  "an answer of V1 is ok for V1": [
    { release: "v1", status: 200, addr: V1, answers: "200", times: "0.031" },
    assigned("v1", "ok", 0.031),
  ],
  "an answer of V2 is ok for V2": [
    { ...v2Alone, status: 200, answers: "200", times: "0.022" },
    assigned("v2", "ok", 0.022),
  ],
  "an answer of Nexten is ok for Nexten": [
    { release: "nexten", status: 200, addr: NEXTEN, answers: "200", times: "0.400" },
    assigned("nexten", "ok", 0.4),
  ],
  "a status that nginx logs as text counts like a number": [
    { ...v2Alone, status: "200", answers: "200", times: "0.022" },
    assigned("v2", "ok", 0.022),
  ],
  "the client's mistake, answered by V2 with 400, is ok for V2": [
    { ...v2Alone, status: 400, answers: "400", times: "0.001" },
    assigned("v2", "ok", 0.001),
  ],
  "V2's own 429 is an answer, not a refusal of the gateway": [
    { ...v2Alone, status: 429, answers: "429", times: "0.001" },
    assigned("v2", "ok", 0.001),
  ],
  "a WebSocket of V2 is ok for V2": [
    { ...v2Alone, status: 101, answers: "101", times: "60.000" },
    assigned("v2", "ok", 60),
  ],
  "V2's 500 that reached the client is an error of V2": [
    { ...v2Alone, status: 500, answers: "500", times: "0.010" },
    assigned("v2", "error", 0.01),
  ],
  "V1's 503 is an error of V1": [
    { release: "v1", status: 503, addr: V1, answers: "503", times: "0.002" },
    assigned("v1", "error", 0.002),
  ],
  "a time-out of V2 without fallback is an error of V2 with its whole wait": [
    { ...v2Alone, status: 504, answers: "504", times: "2.001" },
    assigned("v2", "error", 2.001),
  ],
  "a time-out that V1 made good is a fallback with V2's wait only": [
    { ...fellBack, status: 200, answers: "504, 200", times: "1.000, 0.030" },
    assigned("v2", "fallback", 1),
  ],
  "a refused connection to V2 that V1 made good is a fallback": [
    { ...fellBack, status: 200, answers: "502, 200", times: "0.000, 0.030" },
    assigned("v2", "fallback", 0),
  ],
  "V2's 500 that V1 made good is a fallback": [
    { ...fellBack, status: 200, answers: "500, 200", times: "0.010, 0.030" },
    assigned("v2", "fallback", 0.01),
  ],
  "a fallback through an internal redirect is the same fallback": [
    { release: "v2", status: 200, addr: `${V2} : ${V1}`, answers: "502 : 200", times: "0.004 : 0.030" },
    assigned("v2", "fallback", 0.004),
  ],
  "a V2 whose name does not resolve is logged by name and falls back": [
    { release: "v2", status: 200, addr: `v2, ${V1}`, answers: "502, 200", times: "0.000, 0.030" },
    assigned("v2", "fallback", 0),
  ],
  "a V2 whose name does not resolve, seen through an internal redirect, falls back": [
    { release: "v2", status: 200, addr: `v2 : ${V1}`, answers: "502 : 200", times: "- : 0.030" },
    assigned("v2", "fallback", null),
  ],
  "a V2 that was left out altogether, with V1 answering, is a fallback without a time": [
    { release: "v2", status: 200, addr: V1, answers: "200", times: "0.030" },
    assigned("v2", "fallback", null),
  ],
  "V1's 404 in place of a failed V2 is still a fallback": [
    { ...fellBack, status: 404, answers: "502, 404", times: "0.000, 0.003" },
    assigned("v2", "fallback", 0),
  ],
  "both failing is an error of V2": [
    { ...fellBack, status: 502, answers: "502, 502", times: "0.000, 0.001" },
    assigned("v2", "error", 0),
  ],
  "V1 failing at 500 for V2 is an error of V2": [
    { ...fellBack, status: 500, answers: "504, 500", times: "1.000, 0.020" },
    assigned("v2", "error", 1),
  ],
  "a second server of V2 that answers is ok for V2, with the time of both": [
    {
      release: "v2",
      status: 200,
      addr: `${V2}, 172.20.2.15:5070`,
      answers: "502, 200",
      times: "0.250, 0.500",
    },
    assigned("v2", "ok", 0.75),
  ],
  "a client that went away before V2 answered has canceled": [
    { ...v2Alone, status: 499, answers: "-", times: "0.900" },
    assigned("v2", "canceled", 0.9),
  ],
  "a canceled attempt that nginx logs as 499 has canceled too": [
    { ...v2Alone, status: 499, answers: "499", times: "0.900" },
    assigned("v2", "canceled", 0.9),
  ],
  "a client that went away while sending its request has canceled": [
    { release: "v2", status: 499, ...none },
    assigned("v2", "canceled", null),
  ],
  "a client that broke off its body half way has canceled": [
    { ...v2Alone, status: 400, answers: "-", times: "0.100" },
    assigned("v2", "canceled", 0.1),
  ],
  "a client that did not wait for the fallback does not excuse V2's failure": [
    { ...fellBack, status: 499, answers: "504, -", times: "1.000, 0.200" },
    assigned("v2", "error", 1),
  ],
  "a client that went away after V2's answer had come leaves it ok": [
    { ...v2Alone, status: 499, answers: "200", times: "0.020" },
    assigned("v2", "ok", 0.02),
  ],
  "a connection that V2 closed without an answer is an error of V2": [
    { ...v2Alone, status: 502, answers: "502", times: "0.005" },
    assigned("v2", "error", 0.005),
  ],
  "a V2 that could not even be tried is an error of V2": [
    { release: "v2", status: 502, ...none },
    assigned("v2", "error", null),
  ],
  "a V2 without any live server is an error of V2": [
    { release: "v2", status: 502, addr: "v2", answers: "502", times: "0.000" },
    assigned("v2", "error", 0),
  ],
  "under the kill switch V1 is in charge of a user of V2": [
    { release: "v2", status: 200, addr: V1, answers: "200", times: "0.030", killed: "1" },
    assigned("v1", "ok", 0.03),
  ],
  "under the kill switch V1's failure is an error of V1": [
    { release: "v2", status: 500, addr: V1, answers: "500", times: "0.030", killed: "1" },
    assigned("v1", "error", 0.03),
  ],
  "the kill switch thrown during a request of V2 does not excuse V2": [
    { ...fellBack, status: 200, answers: "502, 200", times: "0.003, 0.030", killed: "1" },
    assigned("v2", "fallback", 0.003),
  ],
  "the kill switch's own 503 says nothing about V2": [
    { release: "v2", status: 503, ...none, killed: "1" },
    { kind: "refused", status: 503 },
  ],
  "a rate limit says nothing about V2": [
    { release: "v2", status: 429, ...none },
    { kind: "refused", status: 429 },
  ],
  "a request for nothing known is refused": [
    { release: "", status: 404, ...none },
    { kind: "refused", status: 404 },
  ],
  "the redirect to https is refused": [
    { release: "", status: 301, ...none },
    { kind: "refused", status: 301 },
  ],
  "dashes for no upstream mean the same as nothing": [
    { release: "", status: 404, addr: "-", answers: "-", times: "-" },
    { kind: "refused", status: 404 },
  ],
  "a route without a release counts for the release whose port answered": [
    { release: "", status: 200, addr: V1, answers: "200", times: "0.002" },
    assigned("v1", "ok", 0.002),
  ],
  "a service that is no release counts for none": [
    { release: "", status: 200, addr: "172.20.2.9:8081", answers: "200", times: "0.002" },
    { kind: "other" },
  ],
  "an IPv6 address tells its port as well": [
    { release: "v2", status: 200, addr: "[fd00::5]:5070", answers: "200", times: "0.020" },
    assigned("v2", "ok", 0.02),
  ],
};

describe("outcomeOf", () => {
  for (const [claim, [line, expected]] of Object.entries(claims)) {
    it(claim, () => assert.deepEqual(outcome(line), expected));
  }
});
