import { outputIn } from "../platform/containers/run-in.ts";
import type { Context } from "../platform/instance/context.ts";
import { useOf } from "./container-use.ts";
import { partNamed } from "./instance.ts";

/** The store of a release, as its app sees it. */
export interface AppStore {
  /** Runs one command as the app; rejects with what Redis says when it refuses. */
  ask(...command: readonly string[]): Promise<string>;
  /** Memory that the store holds now, MB. */
  memoryMb(): Promise<number>;
}

/** Documents in one script: the store answers nobody else for some tens of milliseconds. */
const BATCH = 10_000;
const ASK = ["redis-cli", "-e", "--no-auth-warning", "--user", "app"];
const PUT = `for i = tonumber(ARGV[1]), tonumber(ARGV[2]) - 1 do
  redis.call('HSET', ARGV[3] .. ':' .. i, unpack(ARGV, 4))
end`;

/** Reaches the store of a release of the bench's instance, from inside its container and with its app's rights. */
export async function appStore(context: Context, release: "v1" | "v2"): Promise<AppStore> {
  const { docker } = context;
  const [app, store] = [await partNamed(context, release), await partNamed(context, `store-${release}`)];
  const { output: password } = await outputIn(docker, app.id, ["cat", "/run/secrets/store-password"]);
  return {
    async ask(...command) {
      const env = { REDISCLI_AUTH: password.trim() };
      const { code, output } = await outputIn(docker, store.id, [...ASK, ...command], env);
      if (code !== 0) throw new Error(`store-${release} refused ${command[0]}: ${output.trim()}`);
      return output.trim();
    },
    memoryMb: async () => (await useOf(docker, store.id)).memoryMb,
  };
}

/** What `putDocuments` writes: `count` documents `PREFIX:0`, `PREFIX:1`, … with the same fields. */
export interface Documents {
  readonly prefix: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly count: number;
}

/** Writes the documents, and tells after each batch how many there are. */
export async function putDocuments(
  store: Pick<AppStore, "ask">,
  { prefix, fields, count }: Documents,
  written: (documents: number) => void,
): Promise<void> {
  for (let first = 0; first < count; first += BATCH) {
    const end = Math.min(first + BATCH, count);
    await store.ask("EVAL", PUT, "0", String(first), String(end), prefix, ...Object.entries(fields).flat());
    written(end);
  }
}
