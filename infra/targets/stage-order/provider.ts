import { holdsUnknown, type ProviderModule } from "../lazy-provider.ts";
import { unclearedText, whyUncleared } from "./clearance.ts";
import { refusal, type StageInputs } from "./order.ts";

/** The stage as a resource: refuses a skipped stage at preview, and at up a sunset that nothing clears. */
const provider: ProviderModule<StageInputs> = {
  async check(olds, news) {
    const reason = holdsUnknown([news]) ? null : refusal(olds.stage, news.stage, news.ladder);
    return { inputs: news, failures: reason === null ? [] : [{ property: "stage", reason }] };
  },
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(pick(olds)) !== JSON.stringify(pick(news)) };
  },
  async create(inputs) {
    refuseUncleared(inputs);
    return { id: inputs.role, outs: inputs };
  },
  async update(_id, olds, news) {
    if (olds.stage !== news.stage) refuseUncleared(news);
    return { outs: news };
  },
  async read(id, props) {
    return { id, props };
  },
  async delete() {},
};
export default provider;

/** The guard alone: what stands behind it is reached only when it let the stage pass. */
function refuseUncleared({ role, stage, sunset, instance, clearance }: StageInputs): void {
  if (role !== "guard" || !sunset) return;
  const why = whyUncleared(clearance, { stage, instance }, new Date());
  if (why !== null) throw new Error(unclearedText(stage, why));
}

/** A clearance is good for the moment of a change, and is none itself. */
function pick({ role, stage, v2, ladder, sunset }: StageInputs): Omit<StageInputs, "instance" | "clearance"> {
  return { role, stage, v2, ladder, sunset };
}
