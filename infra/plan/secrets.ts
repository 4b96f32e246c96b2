import { OPERATOR } from "../config-files/nginx/input.ts";
import type { Place } from "../stage/schema.ts";
import { type ServiceName, userOf } from "./addressing.ts";
import type { CertificatePlan, SecretFilePlan } from "./plan.ts";
import { storeUsers } from "./services/stores.ts";

/** One password per store and user: a stolen one opens one store only, and no more of it than its user may. */
export const PASSWORDS = [
  ...(["app", "sync", "identity", "snapshot"] as const).flatMap((user) => [
    `store-v1-${user}` as const,
    `store-v2-${user}` as const,
  ]),
  // V2 may open sessions for the people who log in with it, and nobody else may.
  "identity-v2",
  "identity-refresh",
] as const;

/**
 * Keys that sign tokens. To rotate, put a new name in front and deploy; remove the old name once the last token
 * that it signed has expired, which takes 15 minutes.
 */
export const SIGNING_KEYS = ["tokens-1"] as const;

/**
 * The control port's own certificate and the one of the operator who may use it, and the public one where the place
 * makes it here.
 */
export function certificates({ host, certificate }: Pick<Place, "host" | "certificate">): CertificatePlan[] {
  const control: CertificatePlan = {
    name: "control",
    authority: "control",
    commonName: "gateway",
    hosts: ["gateway"],
    use: "server",
  };
  const operator: CertificatePlan = {
    name: OPERATOR,
    authority: "control",
    commonName: OPERATOR,
    hosts: [],
    use: "client",
  };
  if (certificate === "files") return [control, operator];
  return [
    { name: "gateway", authority: "public", commonName: host, hosts: [host], use: "server" },
    control,
    operator,
  ];
}

/** Which secret reaches which service, and as which file. */
export function secretFiles({ certificate }: Pick<Place, "certificate">): SecretFilePlan[] {
  return [
    ...(certificate === "files"
      ? [
          secretFile("gateway", "gateway.crt", { kind: "operator", setting: "tlsCertificate" }),
          secretFile("gateway", "gateway.key", { kind: "operator", setting: "tlsKey" }),
        ]
      : [
          certificateFile("gateway.crt", "gateway", "certificate"),
          certificateFile("gateway.key", "gateway", "key"),
        ]),
    certificateFile("control.crt", "control", "certificate"),
    certificateFile("control.key", "control", "key"),
    certificateFile("control-authority.crt", "control", "authority"),
    ...(["v1", "v2"] as const).flatMap((version) => [
      secretFile(version, "store-password", { kind: "password", name: `store-${version}-app` }),
      secretFile("data-sync", `store-${version}-password`, {
        kind: "password",
        name: `store-${version}-sync`,
      }),
      secretFile("identity", `store-${version}-password`, {
        kind: "password",
        name: `store-${version}-identity`,
      }),
      secretFile(`store-${version}`, "snapshot-password", {
        kind: "password",
        name: `store-${version}-snapshot`,
      }),
      secretFile(`store-${version}`, "users.acl", { kind: "template", template: storeUsers(version) }),
    ]),
    secretFile("v2", "identity-key", { kind: "password", name: "identity-v2" }),
    secretFile("identity", "caller-key", { kind: "password", name: "identity-v2" }),
    secretFile("identity", "refresh-key", { kind: "password", name: "identity-refresh" }),
    ...SIGNING_KEYS.map((name) => secretFile("identity", `${name}.pem`, { kind: "signing-key", name })),
    secretFile("store-v2", "users.fenced.acl", {
      kind: "template",
      template: storeUsers("v2", { fenced: true }),
    }),
  ];
}

function certificateFile(
  path: string,
  name: string,
  part: "certificate" | "key" | "authority",
): SecretFilePlan {
  return secretFile("gateway", path, { kind: "certificate", name, part });
}

function secretFile(service: ServiceName, path: string, source: SecretFilePlan["source"]): SecretFilePlan {
  return { volume: `${service}-secrets`, path, ...userOf(service), source };
}
