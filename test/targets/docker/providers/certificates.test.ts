import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { before, describe, it } from "node:test";
import provider from "../../../../infra/targets/docker/providers/certificates.ts";
import { planOf } from "../../../support/plans.ts";

const { certificates } = planOf("025-percent");
const other = {
  name: "other",
  authority: "control" as const,
  commonName: "other",
  hosts: [],
  use: "client" as const,
};
let made: Awaited<ReturnType<typeof provider.create>>;
const issued = (name: string) => {
  const found = made.outs.issued[name];
  assert.ok(found !== undefined, name);
  return {
    certificate: new X509Certificate(found.certificate),
    authority: new X509Certificate(found.authority),
    key: createPrivateKey(found.key),
  };
};
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

describe("the certificates of a platform", () => {
  before(async () => {
    made = await provider.create({ certificates });
  });

  for (const { name, commonName, hosts, use } of certificates)
    it(`are signed by their authority, for exactly one name and one use: ${name}`, () => {
      const { certificate, authority, key } = issued(name);
      assert.ok(certificate.verify(authority.publicKey) && certificate.checkIssued(authority));
      assert.ok(certificate.checkPrivateKey(key));
      assert.equal(certificate.subject, `CN=${commonName}`);
      assert.equal(certificate.subjectAltName, hosts.length === 0 ? undefined : `DNS:${hosts.join()}`);
      assert.deepEqual(certificate.keyUsage, [use === "server" ? SERVER_AUTH : CLIENT_AUTH]);
      assert.equal(certificate.ca, false);
    });

  it("have keys on the curve P-256, as their authorities do", () => {
    for (const name of ["gateway", "control", "operator"]) {
      const { certificate, authority, key } = issued(name);
      for (const { asymmetricKeyType, asymmetricKeyDetails } of [
        certificate.publicKey,
        authority.publicKey,
        key,
      ])
        assert.deepEqual([asymmetricKeyType, asymmetricKeyDetails?.namedCurve], ["ec", "prime256v1"]);
    }
  });

  it("answer to the host of the place and to no other", () => {
    const { certificate } = issued("gateway");
    assert.equal(certificate.checkHost("api.ssm.localhost"), "api.ssm.localhost");
    for (const other of ["localhost", "ssm.localhost", "x.api.ssm.localhost", "gateway"])
      assert.equal(certificate.checkHost(other), undefined);
  });

  it("come from two authorities: who has the public one cannot throw the kill switch", () => {
    const [open, control] = [issued("gateway"), issued("control")];
    assert.notEqual(open.authority.fingerprint256, control.authority.fingerprint256);
    assert.ok(!control.certificate.verify(open.authority.publicKey));
    assert.ok(!open.certificate.verify(control.authority.publicKey));
    assert.equal(issued("operator").authority.fingerprint256, control.authority.fingerprint256);
    assert.deepEqual(
      [open.authority.subject, control.authority.subject],
      ["CN=SuperSmartMatch public authority", "CN=SuperSmartMatch control authority"],
    );
    for (const { authority } of [open, control])
      assert.ok(authority.ca && authority.verify(authority.publicKey));
  });

  it("hand the public authority to clients, and nobody the authorities' keys", () => {
    assert.equal(made.outs.publicAuthority, made.outs.issued.gateway?.authority);
    const keys = JSON.stringify(made.outs).match(/BEGIN PRIVATE KEY/g) ?? [];
    assert.equal(keys.length, 3);
  });

  it("are valid from now on, for at most the 398 days that browsers accept", () => {
    const { certificate } = issued("gateway");
    const now = Date.now();
    assert.ok(Date.parse(certificate.validFrom) <= now);
    const days = (Date.parse(certificate.validTo) - now) / 86_400_000;
    assert.ok(days > 396 && days <= 398, String(days));
    assert.equal(Math.floor(Date.parse(made.outs.notAfter) / 1000), Date.parse(certificate.validTo) / 1000);
  });

  it("are kept while they are asked for as they are, and made anew when they are not", async () => {
    const inputs = { certificates: [...certificates, other] };
    assert.deepEqual(await provider.diff("certificates", made.outs, { certificates }), { changes: false });
    assert.deepEqual(await provider.diff("certificates", made.outs, inputs), { changes: true });
    const { outs } = await provider.update("certificates", made.outs, inputs);
    assert.notEqual(outs.publicAuthority, made.outs.publicAuthority);
    assert.deepEqual(await provider.read("certificates", outs), { id: "certificates", props: outs });
  });

  it("are made anew by a refresh from 30 days before their end, and never by a change of stage", async (t) => {
    const end = Date.parse(made.outs.notAfter);
    t.mock.timers.enable({ apis: ["Date"] });
    for (const [days, changes] of [
      [31, false],
      [29, true],
      [-1, true],
    ] as const) {
      t.mock.timers.setTime(end - days * 86_400_000);
      const { props } = await provider.read("certificates", made.outs);
      const outs = { ...made.outs, ...props };
      assert.deepEqual(await provider.diff("certificates", outs, { certificates }), { changes }, `${days}`);
      assert.deepEqual(await provider.diff("certificates", made.outs, { certificates }), { changes: false });
    }
  });

  it("leave the public one to the operator where the place says so", async () => {
    const { outs } = await provider.create({
      certificates: planOf("025-percent", "production").certificates,
    });
    assert.deepEqual(Object.keys(outs.issued), ["control", "operator"]);
  });
});
