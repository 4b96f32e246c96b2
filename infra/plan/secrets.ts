import { OPERATOR } from "../config-files/nginx/input.ts";
import type { Place } from "../stage/schema.ts";
import { type ServiceName, userOf } from "./addressing.ts";
import type { CertificatePlan, SecretFilePlan } from "./plan.ts";
import { storeUsers } from "./services/stores.ts";

/** One password per store and user: a stolen one opens one store only, and no more of it than its user may. */
export const PASSWORDS = ["store-v1-app", "store-v2-app", "store-v1-sync", "store-v2-sync"] as const;

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
      secretFile(`store-${version}`, "users.acl", { kind: "template", template: storeUsers(version) }),
    ]),
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
