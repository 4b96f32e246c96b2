import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appStore, putDocuments } from "../../../scripts/bench/app-store.ts";
import { contextOf } from "../../support/context.ts";
import { partOf, type Ran } from "../../support/fake-engine.ts";

const PARTS = ["v1", "store-v1"].map((service) => partOf(service));

describe("the store of an app", () => {
  it("is asked in its own container, with the password that the app has", async (t) => {
    const asked: (readonly string[])[] = [];
    const run = (_id: string, command: readonly string[], env: readonly string[]): Ran => {
      asked.push([...env, ...command]);
      return { code: 0, output: command[0] === "cat" ? "secret\n" : '"a title"\n' };
    };
    const context = await contextOf(t, { containers: PARTS, run });
    const store = await appStore(context, "v1");
    assert.equal(await store.ask("HGET", "offer:1", "titre"), '"a title"');
    assert.deepEqual(asked[0], ["cat", "/run/secrets/store-password"]);
    const client = ["redis-cli", "-e", "--no-auth-warning", "--user", "app"];
    assert.deepEqual(asked[1], ["REDISCLI_AUTH=secret", ...client, "HGET", "offer:1", "titre"]);
  });

  it("rejects with what Redis says when it refuses", async (t) => {
    const run = (_id: string, [program]: readonly string[]): Ran =>
      program === "cat" ? { code: 0, output: "secret" } : { code: 1, output: "OOM command not allowed\n" };
    const store = await appStore(await contextOf(t, { containers: PARTS, run }), "v1");
    await assert.rejects(store.ask("HSET", "offer:1"), {
      message: "store-v1 refused HSET: OOM command not allowed",
    });
  });

  it("is none where the instance has no such container", async (t) => {
    const context = await contextOf(t, { containers: [partOf("v1")] });
    await assert.rejects(appStore(context, "v1"), { message: "the bench's instance has no store-v1" });
  });
});

describe("documents for a store", () => {
  it("are put there in scripts of ten thousand, the last one smaller", async () => {
    const asked: (readonly string[])[] = [];
    const ask = async (...command: readonly string[]) => {
      asked.push(command);
      return "";
    };
    const written: number[] = [];
    const documents = { prefix: "offer", fields: { titre: '"a"' }, count: 25_000 };
    await putDocuments({ ask }, documents, (count) => written.push(count));
    assert.deepEqual(written, [10_000, 20_000, 25_000]);
    assert.deepEqual(
      asked.map(([command, , ...rest]) => [command, ...rest]),
      [
        ["EVAL", "0", "0", "10000", "offer", "titre", '"a"'],
        ["EVAL", "0", "10000", "20000", "offer", "titre", '"a"'],
        ["EVAL", "0", "20000", "25000", "offer", "titre", '"a"'],
      ],
    );
  });
});
