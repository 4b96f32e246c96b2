import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { compileFunction, constants } from "node:vm";
import {
  acceptAll,
  holdsUnknown,
  type ProviderModule,
  providerText,
} from "../../infra/targets/lazy-provider.ts";
import { UNKNOWN } from "../support/unknown.ts";

const inputs = { role: "guard", stage: "000-baseline", v2: 0, ladder: ["000-baseline"], sunset: false };

describe("a provider that is loaded when it is called", () => {
  // Pulumi runs a provider in the program's folder.
  const folder = process.cwd();
  before(() => process.chdir(join(import.meta.dirname, "../../infra")));
  after(() => process.chdir(folder));
  const exports: { handler?: () => ProviderModule<object> } = {};
  compileFunction(providerText("targets/stage-order/provider.ts"), ["exports"], {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })(exports);

  it("passes every call on to its module", async () => {
    const provider = exports.handler?.();
    assert.ok(provider);
    const { check, diff, create, update, read } = provider;
    assert.deepEqual(await check({}, inputs), { inputs, failures: [] });
    assert.deepEqual(await diff("guard", inputs, inputs), { changes: false });
    assert.deepEqual(await create(inputs), { id: "guard", outs: inputs });
    assert.deepEqual(await update("guard", inputs, inputs), { outs: inputs });
    assert.deepEqual(await read("guard", inputs), { id: "guard", props: inputs });
    await provider.delete("guard", inputs);
  });
});

describe("a provider without checks of its own", () => {
  it("accepts every input as it is", async () => {
    assert.deepEqual(await acceptAll({}, { a: 1 }), { inputs: { a: 1 }, failures: [] });
  });
});

describe("inputs of a preview", () => {
  it("are unknown when pulumi's sign stands anywhere in them", () => {
    for (const known of [[], ["x"], { a: { b: [1, null] } }]) assert.equal(holdsUnknown(known), false);
    for (const unknown of [[UNKNOWN], { a: { b: [UNKNOWN] } }, [{ c: UNKNOWN }]])
      assert.equal(holdsUnknown(unknown), true);
  });
});
