import { randomBytes } from "node:crypto";
import { type GatewayAddress, GatewayClient } from "../platform/gateway-client.ts";

/** Clients that ask all the time and remember when V2 answered last. */
export interface V2Watch {
  /** On performance.now()'s clock, when the last answer of V2 was there; null before the first. */
  lastAnswer(): number | null;
  /** Answers so far, V2's among them. */
  answers(): { readonly all: number; readonly v2: number };
  stop(): Promise<void>;
}

const QUESTION = {
  candidate: { id: "bench", skills: ["TypeScript"] },
  jobs: [{ id: "bench-1", title: "Developer", required_skills: ["TypeScript"] }],
};

/**
 * `clients` kept-alive connections, each asking as a new user as soon as its last answer came. The moment of an
 * answer is later than the moment its request reached V2, so what is timed by it is never too short.
 */
export function watchV2(address: GatewayAddress, clients: number): V2Watch {
  const client = new GatewayClient(address, clients);
  let stopped = false;
  let last: number | null = null;
  let all = 0;
  let v2 = 0;
  const ask = async () => {
    while (!stopped) {
      const user = randomBytes(16).toString("hex");
      const headers = { cookie: `ssm_assignment=${user}` };
      const answer = await client.ask("/api/match", { json: QUESTION, headers });
      all += 1;
      if (answer.headers["x-release"] !== "v2") continue;
      v2 += 1;
      last = performance.now();
    }
  };
  const asking = Promise.all(Array.from({ length: clients }, ask));
  // Told by stop(); until then it must not end the process.
  asking.catch(() => {});
  return {
    lastAnswer: () => last,
    answers: () => ({ all, v2 }),
    stop: async () => {
      stopped = true;
      try {
        await asking;
      } finally {
        await client.close();
      }
    },
  };
}
