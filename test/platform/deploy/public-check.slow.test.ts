import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPublicly } from "../../../scripts/platform/deploy/public-check.ts";
import { contextOf } from "../../support/context.ts";

test("a gateway that does not answer is a complaint of everything that was asked, not an error", async (t) => {
  const { stacks } = await contextOf(t);
  // Nobody answers at port 9.
  const nobody = {
    host: "api.ssm.localhost",
    connectTo: "127.0.0.1",
    httpPort: 9,
    httpsPort: 9,
    authority: undefined,
    exemptClient: undefined,
  };
  const { users, onV2, complaints } = await checkPublicly(nobody, stacks.platform.routes.slice(0, 1), 0);
  assert.deepEqual([users, onV2], [1_000, 0]);
  assert.deepEqual(complaints, [
    "tls: a TLS 1.3 client got no connection",
    "headers: /api/match got no answer (connect ECONNREFUSED 127.0.0.1:9)",
    "headers: /health got no answer (connect ECONNREFUSED 127.0.0.1:9)",
    "headers: /no-such-path got no answer (connect ECONNREFUSED 127.0.0.1:9)",
    "answers: 1000 of 1000 users got none of a release: no answer (connect ECONNREFUSED 127.0.0.1:9)",
  ]);
});
