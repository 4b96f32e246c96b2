import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:tls";
import { gatewayAddress } from "../../scripts/platform/containers/gateway-client.ts";
import type { Context } from "../../scripts/platform/instance/context.ts";
import { reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { assertSecurityHeaders, type Client, MATCH, openClient } from "./support/users.ts";

/** From the ranges for documentation (RFC 5737): no load generator's, so nothing exempts it. */
const STRANGER = "203.0.113.7";

story("a client from outside asks the public address", (part) => {
  part("TLS 1.3 is spoken and TLS 1.2 is refused", async () => {
    const context = await reach(100);
    assert.equal(await handshake(context, "TLSv1.3"), "TLSv1.3");
    assert.match(await handshake(context, "TLSv1.2"), /protocol.version|handshake.failure/i);
  });

  part("plain HTTP is sent to HTTPS, same path", async () => {
    const context = await reach(100);
    const { host, httpPort, httpsPort } = gatewayAddress(context.stacks.place, context.instance.dir);
    const { promise, resolve, reject } = Promise.withResolvers<[number | undefined, string | undefined]>();
    request({ host: "127.0.0.1", port: httpPort, path: "/api/match?x=1", headers: { host } }, (answer) => {
      answer.resume();
      resolve([answer.statusCode, answer.headers.location]);
    })
      .on("error", reject)
      .end();
    assert.deepEqual(await promise, [301, `https://${host}:${httpsPort}/api/match?x=1`]);
  });

  part("every answer carries the security headers, 200 and 404 alike", async () => {
    await withClient(STRANGER, async (client) => {
      for (const [path, status] of [
        ["/health", 200],
        ["/api/v1/health", 200],
        ["/no-such-path", 404],
        ["/api/v1/no-such-path", 404],
      ] as const) {
        const answer = await client.ask(path);
        assert.equal(answer.status, status, `${path}: ${answer.body}`);
        assertSecurityHeaders(answer, path);
      }
    });
  });

  part("a new client gets an assignment cookie that no script and no plain request ever sees", async () => {
    await withClient(STRANGER, async (client) => {
      const cookie = String((await client.ask("/api/match", MATCH)).headers["set-cookie"]);
      assert.match(
        cookie,
        /^ssm_assignment=[0-9a-f]{32}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    });
  });

  part(
    "too many requests are told 429, with the time to wait and the headers, and others are served",
    async (t) => {
      await withClient(STRANGER, async (client) => {
        const headers = { cookie: `ssm_assignment=${"a".repeat(32)}` };
        const answers = await Promise.all(
          Array.from({ length: 80 }, () => client.ask("/api/match", { ...MATCH, headers })),
        );
        const refused = answers.filter(({ status }) => status === 429);
        t.diagnostic(
          `${refused.length} of ${answers.length} requests at once were refused (200 a minute, burst 50)`,
        );
        assert.ok(refused.length > 0 && refused.length <= answers.length - 50, `${refused.length} refused`);
        for (const answer of refused) {
          assert.equal(answer.headers["retry-after"], "60");
          assert.equal(JSON.parse(answer.body).error, "too many requests");
          assertSecurityHeaders(answer, "/api/match");
        }
        const other = await client.ask("/api/match", {
          ...MATCH,
          headers: { cookie: `ssm_assignment=${"b".repeat(32)}` },
        });
        assert.equal(other.status, 200);
      });
    },
  );
});

async function withClient(from: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = openClient(await reach(100), from);
  try {
    await work(client);
  } finally {
    await client.close();
  }
}

/** The protocol that was agreed on, or why none was. */
function handshake(context: Context, version: "TLSv1.2" | "TLSv1.3"): Promise<string> {
  const { host, httpsPort, authority } = gatewayAddress(context.stacks.place, context.instance.dir);
  return new Promise((resolve) => {
    const options = {
      host: "127.0.0.1",
      port: httpsPort,
      servername: host,
      ca: authority,
      minVersion: version,
      maxVersion: version,
    };
    const socket = connect(options, () => {
      resolve(socket.getProtocol() ?? "none");
      socket.destroy();
    });
    socket.on("error", (error) => resolve(error.message));
  });
}
