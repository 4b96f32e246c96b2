import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { BUILT_HERE } from "../support/plans.ts";
import { type RecordOptions, recordResources, settled } from "../support/record-resources.ts";

interface Program {
  readonly stage: pulumi.Output<string>;
  readonly addresses: Readonly<Record<string, string>>;
  readonly authority: pulumi.Output<string>;
}

const LAB: RecordOptions = {
  stack: "lab",
  config: { stage: "010-percent", instance: "beside", slot: "1", images: JSON.stringify(BUILT_HERE) },
};
let runs = 0;

// A program acts when it is imported, so every run needs a module of its own.
function run(options: RecordOptions) {
  runs += 1;
  const module = `../../infra/main.ts?run=${runs}`;
  return recordResources(async (): Promise<Program> => import(module), options);
}

describe("the program", () => {
  it("brings the stage, the instance and the images of the stack's configuration", async () => {
    const { resources, result } = await run(LAB);
    assert.deepEqual(await settled(result.stage), { value: "010-percent", secret: false });
    assert.equal(result.addresses.gateway, "https://api.ssm.localhost:9443");
    const gateway = resources.find(({ name }) => name === "gateway-container");
    assert.deepEqual([gateway?.inputs.name, gateway?.inputs.image], ["beside-gateway", "nginx:built-here"]);
  });

  it("needs nothing that only an up could tell to be previewed", async () => {
    const { resources } = await run({ ...LAB, preview: true });
    assert.equal(resources.length, 66);
  });

  it("hands the operator's certificate on as a secret, in production", async () => {
    const { resources } = await run({ stack: "production", config: { tlsKey: "made-by-the-operator" } });
    const holders = resources.filter(({ inputs }) => JSON.stringify(inputs).includes("made-by-the-operator"));
    assert.deepEqual(
      holders.map(({ name }) => name),
      ["secret-files"],
    );
  });

  it("tells a mistake of the configuration without a stack trace", async () => {
    const config = { ...LAB.config, stage: "020-percent" };
    await assert.rejects(run({ ...LAB, config }), (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        'stage must be 000-baseline, 010-percent, 025-percent, 050-percent, 075-percent, 100-percent or 130-sunset, got "020-percent"; did you mean 010-percent?',
      );
      return true;
    });
  });
});
