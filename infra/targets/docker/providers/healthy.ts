import { acceptAll, type ProviderModule } from "../../lazy-provider.ts";
import { container, isMissing } from "./engine.ts";

export interface HealthyInputs {
  readonly stage: string;
  readonly v2: number;
  /** Every container of the plan. */
  readonly containers: readonly string[];
  /** The ones without which not even V1 can be reached. */
  readonly essential: readonly string[];
}

const WITHIN_MS = 90_000;
const ASK_EVERY_MS = 250;

/**
 * Waits until the platform is healthy. On the way up that is every container; on the way down only what V1
 * needs, because a dead V2 must never block the way back.
 */
const provider: ProviderModule<HealthyInputs> = {
  check: acceptAll,
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(pick(olds)) !== JSON.stringify(pick(news)) };
  },
  async create(inputs) {
    await waitFor(inputs.containers);
    return { id: "healthy", outs: inputs };
  },
  async update(_id, olds, news) {
    await waitFor(news.v2 < olds.v2 ? news.essential : news.containers);
    return { outs: news };
  },
  async read(id, props) {
    return { id, props };
  },
  async delete() {},
};
export default provider;

function pick({ stage, v2, containers, essential }: HealthyInputs): HealthyInputs {
  return { stage, v2, containers, essential };
}

async function waitFor(names: readonly string[]): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  let sick = await unhealthy(names);
  while (sick.length > 0) {
    if (Date.now() > until) throw new Error(`not healthy after ${WITHIN_MS / 1000} s: ${sick.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    sick = await unhealthy(sick.map((line) => line.split(" ")[0] ?? ""));
  }
}

/** One line per container that is not healthy: its name and what the engine says of it. */
async function unhealthy(names: readonly string[]): Promise<string[]> {
  const states = await Promise.all(names.map(async (name) => ({ name, state: await stateOf(name) })));
  return states.filter(({ state }) => state !== "healthy").map(({ name, state }) => `${name} (${state})`);
}

async function stateOf(name: string): Promise<string> {
  try {
    const { State } = await container(name).inspect();
    return State.Running
      ? (State.Health?.Status ?? "no health check")
      : `stopped, exit code ${State.ExitCode}`;
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
}
