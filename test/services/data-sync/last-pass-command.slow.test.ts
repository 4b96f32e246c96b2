import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { tellLastPass } from "../../../infra/services/data-sync/last-pass-command.ts";

const PASS = [
  "documents 7",
  "sessions 2",
  "replayed 3",
  "left 0",
  "dead_letters 1",
  "conflicts 2",
  "seconds 0.5",
  "closed_at 1000",
]
  .map((line) => line.split(" "))
  .map(([what, value]) => `sync_last_pass{what="${what}"} ${value}`);

describe("waiting for the last pass", () => {
  const ask = async (t: TestContext, pages: readonly (readonly string[])[], seconds: number) => {
    const left = [...pages];
    const server = createServer((_request, response) => {
      const lines = left.length > 1 ? left.shift() : left[0];
      response.end(["sync_changed_keys 4", ...(lines ?? [])].join("\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const said: unknown[] = [];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
    await tellLastPass(["1000", String(seconds)], url, (line) => said.push(JSON.parse(line)));
    return said;
  };

  it("ends with what came of it as soon as it was made for that very closing", async (t) => {
    const older = PASS.map((line) => line.replace("1000", "900"));
    assert.deepEqual(await ask(t, [[], older, PASS], 10), [
      {
        is: "done",
        documents: 7,
        sessions: 2,
        replayed: 3,
        left: 0,
        deadLetters: 1,
        conflicts: 2,
        seconds: 0.5,
      },
    ]);
  });

  it("tells of all documents, too, where a sample of them is known", async (t) => {
    const sample = ["sync_parity_ratio 0.69", "sync_dead_letters 3"];
    const [said] = await ask(t, [[...PASS, ...sample]], 10);
    assert.ok(typeof said === "object" && said !== null && "all" in said);
    assert.deepEqual(said.all, { parity: 0.69, deadLetters: 3 });
  });

  it("ends at once when nothing may be written, with the reason, and after its time with how much changed", async (t) => {
    const frozen = [
      'sync_frozen{cause="empty",store="store-v1",other="v2",reason="it is empty"} 1',
      'sync_frozen{cause="told",reason="by hand"} 1',
    ];
    assert.deepEqual(await ask(t, [frozen], 10), [
      { is: "frozen", reason: "it is empty; by hand", changed: 4 },
    ]);
    assert.deepEqual(await ask(t, [[]], 0.2), [{ is: "waiting", changed: 4 }]);
  });

  it("says so when nobody answers", async () => {
    const said: string[] = [];
    await tellLastPass(["1000", "0.2"], "http://127.0.0.1:9/metrics", (line) => said.push(line));
    assert.deepEqual(said, ['{"is":"silent"}']);
  });
});
