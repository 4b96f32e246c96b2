import { holdsUnknown, type ProviderModule } from "../lazy-provider.ts";
import { refusal, type StageInputs } from "./order.ts";

const SUNSET_REFUSED =
  "130-sunset removes V1 and needs the data work (parity, archive) that this version does not have yet; nothing was changed";

/** The stage as a resource: refuses a skipped stage at preview, and 130-sunset at up. */
const provider: ProviderModule<StageInputs> = {
  async check(olds, news) {
    const reason = holdsUnknown([news]) ? null : refusal(olds.stage, news.stage, news.ladder);
    return { inputs: news, failures: reason === null ? [] : [{ property: "stage", reason }] };
  },
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(pick(olds)) !== JSON.stringify(pick(news)) };
  },
  async create(inputs) {
    refuseSunset(inputs);
    return { id: inputs.role, outs: inputs };
  },
  async update(_id, _olds, news) {
    refuseSunset(news);
    return { outs: news };
  },
  async read(id, props) {
    return { id, props };
  },
  async delete() {},
};
export default provider;

function refuseSunset(inputs: StageInputs): void {
  if (inputs.sunset) throw new Error(SUNSET_REFUSED);
}

function pick({ role, stage, v2, ladder, sunset }: StageInputs): StageInputs {
  return { role, stage, v2, ladder, sunset };
}
