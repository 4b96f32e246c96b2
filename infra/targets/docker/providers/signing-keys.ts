import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { acceptAll, type ProviderModule } from "../../lazy-provider.ts";

export interface SigningKeysInputs {
  readonly names: readonly string[];
}

export interface SigningKeysOutputs extends SigningKeysInputs {
  /** PKCS #8 PEM texts by name. */
  readonly keys: Readonly<Record<string, string>>;
}

const BITS = 2048;

/** An RSA key for each name. A name that stays keeps its key, so that a rotation signs nobody out. */
const provider: ProviderModule<SigningKeysInputs, SigningKeysOutputs> = {
  check: acceptAll,
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(olds.names) !== JSON.stringify(news.names) };
  },
  async create(inputs) {
    return { id: "signing-keys", outs: await withKeys(inputs, {}) };
  },
  async update(_id, olds, news) {
    return { outs: await withKeys(news, olds.keys) };
  },
  async read(id, props) {
    return { id, props };
  },
  async delete() {},
};
export default provider;

async function withKeys(
  { names }: SigningKeysInputs,
  existing: SigningKeysOutputs["keys"],
): Promise<SigningKeysOutputs> {
  const pairs = names.map(async (name) => [name, existing[name] ?? (await newKey())] as const);
  return { names, keys: Object.fromEntries(await Promise.all(pairs)) };
}

async function newKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: BITS,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return privateKey;
}
