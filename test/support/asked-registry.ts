import type { TestContext } from "node:test";
import type { Credentials } from "../../scripts/images/credentials.ts";
import { openRegistries } from "../../scripts/images/registries.ts";
import { openTransport, PATIENCE_MS } from "../../scripts/images/transport.ts";
import { type FakeRegistryOptions, fakeRegistry } from "./fake-registry.ts";

/** A registry that holds team/app:1.0, and a client that knows these credentials. */
export async function askedRegistry(
  t: TestContext,
  options: FakeRegistryOptions = {},
  known: Credentials | null = null,
  patienceMs = PATIENCE_MS,
) {
  const registry = await fakeRegistry(t, options);
  const digest = registry.push("team/app", "1.0", "one");
  const client = openRegistries(openTransport(patienceMs), async () => known);
  return {
    ...registry,
    digest,
    ask: (reference = "1.0", repository = "team/app") =>
      client.digestOf(`${registry.host}/${repository}`, reference),
  };
}
