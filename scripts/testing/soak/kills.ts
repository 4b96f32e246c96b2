import { Random } from "../../lab/labelled/random.ts";

/** What is killed, and when: after this share of the writes of its phase. */
export interface Kill {
  readonly phase: number;
  readonly at: number;
  readonly service: string;
}

/** data-sync, each store and the gateway. */
export const KILLED = ["data-sync", "store-v1", "store-v2", "gateway"] as const;

/** `count` kills at random moments of random phases, in their order; every service has its turn before one has two more than another. */
export function kills(seed: number, count: number, phases: number): Kill[] {
  const random = new Random(seed);
  const services: string[] = [];
  while (services.length < count) services.push(...random.sample(KILLED, KILLED.length));
  return services
    .slice(0, count)
    .map((service) => ({ phase: random.whole(0, phases - 1), at: random.next(), service }))
    .sort((a, b) => a.phase - b.phase || a.at - b.at);
}
