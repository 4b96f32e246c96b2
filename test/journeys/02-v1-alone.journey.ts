import assert from "node:assert/strict";
import { until } from "../support/until.ts";
import { containerOf, makeWell, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { assertSecurityHeaders, MATCH, openClient } from "./support/users.ts";

const USERS = 60;

story("V2 and Nexten are gone and the gateway starts anew, at 100 %", (part) => {
  part("V1 answers every user", async (t) => {
    const context = await reach(100);
    await Promise.all(
      ["v2", "nexten"].map(async (service) => (await containerOf(context, service)).stop({ t: 1 })),
    );
    await (await containerOf(context, "gateway")).restart({ t: 1 });
    const client = openClient(context);
    try {
      await until(
        "the gateway answers",
        async () => (await client.ask("/health").catch(() => null))?.status === 200,
      );
      const began = performance.now();
      for (let user = 0; user < USERS; user++) {
        const { status, headers, body } = await client.ask("/api/match", MATCH);
        assert.deepEqual([status, headers["x-release"]], [200, "v1"], body);
      }
      const write = await client.ask("/api/offers/1", { method: "PUT", json: {} });
      assert.deepEqual([write.status, write.headers["x-release"]], [404, "v1"], write.body);
      t.diagnostic(
        `${USERS} matches answered by V1, ${((performance.now() - began) / USERS).toFixed(1)} ms each`,
      );
    } finally {
      await client.close();
    }
  });

  part("their own paths say 502, with every security header", async () => {
    const client = openClient(await platform());
    try {
      for (const path of ["/api/v2/health", "/api/nexten/match"]) {
        const answer = await client.ask(path, path.endsWith("match") ? MATCH : {});
        assert.equal(answer.status, 502, `${path}: ${answer.body}`);
        assert.equal(JSON.parse(answer.body).error, "the service gave no answer");
        assertSecurityHeaders(answer, path);
      }
    } finally {
      await client.close();
    }
  });

  part("V2 answers again as soon as it is back", async () => {
    const context = await platform();
    await makeWell(context);
    const client = openClient(context);
    try {
      await until(
        "V2 answers",
        async () => (await client.ask("/api/match", MATCH)).headers["x-release"] === "v2",
      );
    } finally {
      await client.close();
    }
  });
});
