import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseState } from "../../../scripts/pr-check/exported-state.ts";
import { portable } from "../../../scripts/pr-check/portable.ts";

const ID = "5f22c33d85781d62ba34638b347e1dfd8822a16fe2d6b5596c039bede1ac5142";
const PROVIDER_ID = "8b599953-7349-4cd2-87ec-15f48c8d96ec";
const URN = "urn:pulumi:lab::supersmartmatch::docker:index/container:Container::v1-container";
const PROVIDER = "urn:pulumi:lab::supersmartmatch::pulumi:providers:docker::default_5_2_0";
const CONTENT = "78389008e096bfd455e77f106cb3d136d107fb3f412a195b386ef7ee63896d35";

/** A state as it is exported of a checkout in `folder`, by an engine that draws `id`. */
function exported(folder: string, id: string, time: string) {
  const where = `project:///../..${folder}/infra/main.ts#1,1`;
  const container = {
    urn: URN,
    type: "docker:index/container:Container",
    id,
    created: time,
    modified: time,
    sourcePosition: where,
    stackTrace: [{ sourcePosition: where }],
    provider: `${PROVIDER}::${PROVIDER_ID}`,
    inputs: { image: "ssm-lab/v1:1", created: "a setting of this name" },
    outputs: {
      id,
      hash: CONTENT,
      networkDatas: [{ macAddress: "02:42:ac:18:01:0a", ipAddress: "172.20.2.10" }],
    },
  };
  const provider = { urn: PROVIDER, type: "pulumi:providers:docker", id: PROVIDER_ID };
  const deployment = { manifest: { time: "2026-01-01" }, resources: [provider, container] };
  return parseState(JSON.stringify({ version: 3, deployment }), "a state");
}

describe("a state that is committed", () => {
  it("has the names of resources for drawn ids, and no path, time or address of hardware", () => {
    assert.deepEqual(portable(exported("/home/ann/checkout", ID, "2026-01-02")).deployment.resources, [
      { urn: PROVIDER, type: "pulumi:providers:docker", id: "default_5_2_0" },
      {
        urn: URN,
        type: "docker:index/container:Container",
        id: "v1-container",
        provider: `${PROVIDER}::default_5_2_0`,
        inputs: { image: "ssm-lab/v1:1", created: "a setting of this name" },
        outputs: {
          id: "v1-container",
          hash: CONTENT,
          networkDatas: [{ macAddress: "", ipAddress: "172.20.2.10" }],
        },
      },
    ]);
  });

  it("is the same text of the same platform on another machine, and when it is done twice", () => {
    const one = portable(exported("/home/ann/checkout", ID, "2026-01-02"));
    assert.deepEqual(portable(exported("/srv/b", "c".repeat(64), "2026-03-04")), one);
    assert.deepEqual(portable(one), one);
  });
});
