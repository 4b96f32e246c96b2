import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mock, test } from "node:test";
import { serve } from "../../../infra/services/identity/serve.ts";

test("a route that fails is answered without a word of the cause, which is written to the log", async (t) => {
  const counted: string[] = [];
  const failing = { "GET /fails": () => Promise.reject(new Error("the cause")) };
  const server = createServer(serve(failing, (path, status) => counted.push(`${path} ${status}`)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const log = mock.method(process.stderr, "write", () => true);
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fails?x=1`);
  log.mock.restore();
  assert.deepEqual([answer.status, await answer.json()], [500, { error: "identity failed" }]);
  assert.match(String(log.mock.calls[0]?.arguments[0]), /^identity: Error: the cause\n/);
  assert.deepEqual(counted, ["/fails 500"]);
});
