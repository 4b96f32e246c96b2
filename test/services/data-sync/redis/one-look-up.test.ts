import assert from "node:assert/strict";
import type { LookupAddress } from "node:dns";
import { describe, it } from "node:test";
import { type LookUp, oneLookUp } from "../../../../infra/services/data-sync/redis/one-look-up.ts";

const ADDRESS = { address: "172.21.1.22", family: 4 };

/** What a socket is told of a name. */
function told(lookUp: ReturnType<typeof oneLookUp>, host: string, all: boolean) {
  return new Promise<unknown[]>((resolve) => lookUp(host, { all }, (...answer) => resolve(answer)));
}

describe("a name", () => {
  it("is looked up once for all who wait for it, and anew for who asks later", async () => {
    const asked: string[] = [];
    const pending = Promise.withResolvers<readonly LookupAddress[]>();
    const lookUp = oneLookUp((host) => {
      asked.push(host);
      return pending.promise;
    });
    const waiting = [told(lookUp, "store-v2", true), told(lookUp, "store-v2", false)];
    assert.deepEqual(asked, ["store-v2"]);
    pending.resolve([ADDRESS]);
    assert.deepEqual(await Promise.all(waiting), [
      [null, [ADDRESS]],
      [null, ADDRESS.address, 4],
    ]);
    await told(lookUp, "store-v2", true);
    assert.deepEqual(asked, ["store-v2", "store-v2"]);
  });

  it("that nobody knows is told to all who wait for it", async () => {
    const unknown: LookUp = () => Promise.reject(new Error("EAI_AGAIN"));
    const lookUp = oneLookUp(unknown);
    const answers = await Promise.all([told(lookUp, "gone", true), told(lookUp, "gone", true)]);
    assert.deepEqual(
      answers.map(([error]) => String(error)),
      ["Error: EAI_AGAIN", "Error: EAI_AGAIN"],
    );
    const none = oneLookUp(async () => []);
    assert.equal(String((await told(none, "gone", true))[0]), "Error: gone has no address");
  });
});
