import type { VolumePlan } from "../../../plan/plan.ts";
import { acceptAll, type ProviderModule } from "../../lazy-provider.ts";
import { putEntries } from "./engine.ts";

export interface VolumeFoldersInputs {
  readonly keeper: string;
  readonly volumes: readonly VolumePlan[];
}

/** The folders that services without root rights write to, each owned by its service. */
const provider: ProviderModule<VolumeFoldersInputs> = {
  check: acceptAll,
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(olds.volumes) !== JSON.stringify(news.volumes) };
  },
  async create(inputs) {
    await makeFolders(inputs);
    return { id: `folders@${inputs.keeper}`, outs: inputs };
  },
  async update(_id, _olds, news) {
    await makeFolders(news);
    return { outs: news };
  },
  async read(id, props) {
    return { id, props };
  },
  async delete() {},
};
export default provider;

async function makeFolders(inputs: VolumeFoldersInputs): Promise<void> {
  for (const { name, kind, folder, uid, gid } of inputs.volumes) {
    if (folder === null) continue;
    await putEntries(inputs.keeper, `/volumes/${name}`, [
      { path: folder, uid, gid, mode: kind === "config" ? 0o755 : 0o750 },
    ]);
  }
}
