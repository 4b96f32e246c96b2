import type { SecretFilePlan } from "../../../plan/plan.ts";
import { acceptAll, holdsUnknown, type ProviderModule } from "../../lazy-provider.ts";
import { isMissing, putEntries, readFile } from "./engine.ts";
import { contentHash, hashOf, type Secrets, secretText } from "./secret-text.ts";

export interface SecretFilesInputs extends Secrets {
  readonly keeper: string;
  readonly files: readonly SecretFilePlan[];
}

export interface SecretFilesOutputs extends SecretFilesInputs {
  /** Hash of what the volumes really hold; differs when they were emptied. */
  readonly present: string;
}

/** Secrets as 0400 files on tmpfs volumes. They are gone after a restart of the engine; the next up writes them again. */
const provider: ProviderModule<SecretFilesInputs, SecretFilesOutputs> = {
  check: acceptAll,
  async diff(_id, olds, news) {
    const moved = olds.keeper !== news.keeper || JSON.stringify(olds.files) !== JSON.stringify(news.files);
    // At preview a new certificate or password does not exist yet, only that there will be one.
    if (moved || holdsUnknown([news.passwords, news.issued, news.signingKeys, news.operator]))
      return { changes: true };
    return { changes: olds.present !== contentHash(news.files, news) };
  },
  async create(inputs) {
    return { id: `secrets@${inputs.keeper}`, outs: await write(inputs) };
  },
  async update(_id, _olds, news) {
    return { outs: await write(news) };
  },
  async read(id, props) {
    try {
      const found = await Promise.all(props.files.map((file) => readFile(props.keeper, pathOf(file))));
      return { id, props: { ...props, present: hashOf(found) } };
    } catch (error) {
      if (isMissing(error)) return { id: "", props: {} };
      return { id, props: { ...props, present: "" } };
    }
  },
  // They vanish with their tmpfs volumes.
  async delete() {},
};
export default provider;

async function write(inputs: SecretFilesInputs): Promise<SecretFilesOutputs> {
  const contents = inputs.files.map((file) => contentOf(file, inputs));
  for (const [index, file] of inputs.files.entries()) {
    const { uid, gid } = file;
    await putEntries(inputs.keeper, `/volumes/${file.volume}`, [
      { path: file.path, uid, gid, mode: 0o400, content: contents[index] ?? "" },
    ]);
  }
  return { ...inputs, present: hashOf(contents) };
}

function contentOf(file: SecretFilePlan, secrets: Secrets): string {
  return secretText(file.source, secrets);
}

function pathOf(file: SecretFilePlan): string {
  return `/volumes/${file.volume}/${file.path}`;
}
