import { type ServiceName, userOf } from "./addressing.ts";
import type { CertificatePlan, SecretFilePlan } from "./plan.ts";
import { storeUsers } from "./services/stores.ts";

/** One password per store: a stolen one opens one store only. */
export const PASSWORDS = ["store-v1-app", "store-v2-app"] as const;

/** The public certificate, and the control port's own pair of server and client. */
export function certificates(host: string): CertificatePlan[] {
  return [
    { name: "gateway", authority: "public", commonName: host, hosts: [host], use: "server" },
    { name: "control", authority: "control", commonName: "gateway", hosts: ["gateway"], use: "server" },
  ];
}

/** Which secret reaches which service, and as which file. */
export function secretFiles(): SecretFilePlan[] {
  return [
    certificateFile("gateway.crt", "gateway", "certificate"),
    certificateFile("gateway.key", "gateway", "key"),
    certificateFile("control.crt", "control", "certificate"),
    certificateFile("control.key", "control", "key"),
    certificateFile("control-authority.crt", "control", "authority"),
    ...(["v1", "v2"] as const).flatMap((version) => [
      secretFile(version, "store-password", { kind: "password", name: `store-${version}-app` }),
      secretFile(`store-${version}`, "users.acl", {
        kind: "template",
        template: storeUsers(`store-${version}-app`),
      }),
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
