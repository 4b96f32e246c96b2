import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { CertificatePlan } from "../../../plan/plan.ts";
import { acceptAll, type ProviderModule } from "../../lazy-provider.ts";
import { isDue } from "./renewal.ts";

export interface CertificatesInputs {
  readonly certificates: readonly CertificatePlan[];
}

/** PEM texts of one certificate, its key, and the authority that signed it. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

export interface CertificatesOutputs extends CertificatesInputs {
  readonly issued: Readonly<Record<string, Issued>>;
  /** The public authority's certificate, for clients of the lab. */
  readonly publicAuthority: string;
  readonly notAfter: string;
}

const VALID_DAYS = 397;
const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Issues every certificate of the plan at once; the authorities' keys are dropped as soon as they have signed. */
const provider: ProviderModule<CertificatesInputs, CertificatesOutputs> = {
  check: acceptAll,
  async diff(_id, olds, news) {
    return { changes: JSON.stringify(olds.certificates) !== JSON.stringify(news.certificates) };
  },
  async create(inputs) {
    return { id: "certificates", outs: await issueAll(inputs) };
  },
  async update(_id, _olds, news) {
    return { outs: await issueAll(news) };
  },
  // Only looked at by a refresh: a change of stage never brings a new authority, `heal` does.
  async read(id, props) {
    return { id, props: isDue(props.notAfter, new Date()) ? { ...props, certificates: [] } : props };
  },
  async delete() {},
};
export default provider;

/** Two separate authorities: a stolen public key cannot throw the kill switch. */
export async function issueAll(inputs: CertificatesInputs): Promise<CertificatesOutputs> {
  x509.cryptoProvider.set(webcrypto);
  const notAfter = new Date(Date.now() + VALID_DAYS * 86_400_000);
  const authorities = {
    public: await authority("public", notAfter),
    control: await authority("control", notAfter),
  };
  const issued: Record<string, Issued> = {};
  for (const plan of inputs.certificates)
    issued[plan.name] = await issue(plan, authorities[plan.authority], notAfter);
  return {
    ...inputs,
    issued,
    publicAuthority: authorities.public.certificate.toString("pem"),
    notAfter: notAfter.toISOString(),
  };
}

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

async function authority(name: string, notAfter: Date): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=SuperSmartMatch ${name} authority`,
    notAfter,
    keys,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate, keys };
}

async function issue(plan: CertificatePlan, by: Authority, notAfter: Date): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const use = plan.use === "server" ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth;
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${plan.commonName}`,
    issuer: by.certificate.subject,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: by.keys.privateKey,
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([use]),
      ...(plan.hosts.length > 0
        ? [
            new x509.SubjectAlternativeNameExtension(
              plan.hosts.map((value) => ({ type: "dns" as const, value })),
            ),
          ]
        : []),
    ],
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    certificate: certificate.toString("pem"),
    key: x509.PemConverter.encode(key, "PRIVATE KEY"),
    authority: by.certificate.toString("pem"),
  };
}
