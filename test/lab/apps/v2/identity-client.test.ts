import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Signer, signer } from "../../../../infra/services/identity/access-token.ts";
import { startIdentity } from "../../../../infra/services/identity/identity.ts";
import { identityClient } from "../../../../scripts/lab/apps/v2/identity-client.ts";
import { memorySessions } from "../../../services/identity/support/memory-sessions.ts";

describe("identity as V2 asks it", () => {
  const dir = mkdtempSync(join(tmpdir(), "ssm-identity-"));
  const keyFile = join(dir, "key");
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let signs: Signer;
  const url = () => `http://127.0.0.1:${identity.httpPort}`;
  before(async () => {
    writeFileSync(keyFile, "the key\n");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    signs = await signer([String(privateKey.export({ type: "pkcs8", format: "pem" }))]);
    identity = await startIdentity({
      httpPort: 0,
      stores: [memorySessions("store-v1", Date.now), memorySessions("store-v2", Date.now)],
      signer: signs,
      refreshKey: "refresh",
      callerKey: "the key",
    });
  });
  after(async () => {
    await identity.close();
    rmSync(dir, { recursive: true });
  });

  /** Something else that answers at identity's address. */
  async function pretended(status: number, body: string): Promise<string> {
    const server = createServer((request, response) => {
      const isKeys = request.url === "/api/auth/jwks";
      response.writeHead(isKeys ? 200 : status).end(isKeys ? JSON.stringify(signs.keys) : body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    after(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it("opens a session, renews it either way, and verifies what it got", async () => {
    const client = identityClient(url(), keyFile);
    const { claims, cookies } = await client.open("c1");
    assert.equal(claims.user_id, "c1");
    const cookie = cookies.map((text) => text.split(";")[0]).join("; ");
    for (const by of ["refresh", "exchange"] as const)
      assert.equal((await client.renew(cookie, by))?.claims.user_id, "c1");
    const token = /ssm_token=([^;]+)/.exec(cookie)?.[1] ?? "";
    assert.deepEqual(await client.verify(token), claims);
    assert.equal(await client.verify(`${token}x`), null);
    assert.equal(await client.renew("ssm_session=unknown", "exchange"), null);
  });

  it("says why it was refused", async () => {
    const wrong = join(dir, "wrong");
    writeFileSync(wrong, "another key");
    await assert.rejects(identityClient(url(), wrong).open("c1"), {
      message:
        'identity refuses /internal/sessions: {"error":"only an app that knows the key may open a session"}\n',
    });
  });

  it("has people try again while identity is away or cannot tell", async () => {
    for (const address of ["http://127.0.0.1:1", await pretended(503, "{}")])
      await assert.rejects(identityClient(address, keyFile).open("c1"), {
        status: 503,
        message: "identity gives no answer, try again",
      });
  });

  it("believes no token that identity's own keys do not verify, and no session of nobody", async () => {
    const forged = await pretended(200, '{"token":"a.b.c"}');
    await assert.rejects(identityClient(forged, keyFile).open("c1"), {
      message: "identity gave a token that its own keys do not verify",
    });
    const nobody = await pretended(401, "{}");
    await assert.rejects(identityClient(nobody, keyFile).open("c1"), {
      message: "identity opened a session and says that nobody is signed in",
    });
  });
});
