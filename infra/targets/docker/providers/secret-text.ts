import { createHash } from "node:crypto";
import type { OperatorSetting, SecretFilePlan } from "../../../plan/plan.ts";
import type { Issued } from "./certificates.ts";

/** Everything secret that a plan's files may name. */
export interface Secrets {
  readonly passwords: Readonly<Record<string, string>>;
  readonly issued: Readonly<Record<string, Issued>>;
  /** PKCS #8 PEM texts by name. */
  readonly signingKeys: Readonly<Record<string, string>>;
  /** What the operator set; a setting may be missing until the first `up`. */
  readonly operator: Readonly<Partial<Record<OperatorSetting, string>>>;
}

/** The hash of what the volumes hold when they hold exactly these secrets; throws as `secretText` does. */
export function contentHash(files: readonly SecretFilePlan[], secrets: Secrets): string {
  return hashOf(files.map(({ source }) => secretText(source, secrets)));
}

/** The hash of the contents of files; null stands for a file that is not there. */
export function hashOf(contents: readonly (string | null)[]): string {
  return createHash("sha256").update(JSON.stringify(contents)).digest("hex");
}

/** The content of one secret file. Throws when the plan names a secret that does not exist. */
export function secretText(source: SecretFilePlan["source"], secrets: Secrets): string {
  switch (source.kind) {
    case "password":
      return known(secrets.passwords, source.name, "password");
    case "certificate":
      return known(secrets.issued, source.name, "certificate")[source.part];
    case "signing-key":
      return known(secrets.signingKeys, source.name, "signing key");
    case "operator":
      return operatorText(source.setting, secrets);
    case "template":
      return source.template.replaceAll(/\$\{sha256:([a-z0-9-]+)\}/g, (_match, name: string) =>
        createHash("sha256")
          .update(known(secrets.passwords, name, "password"))
          .digest("hex"),
      );
  }
}

function operatorText(setting: OperatorSetting, { operator }: Secrets): string {
  const value = operator[setting];
  if (value !== undefined && value !== "") return value;
  throw new Error(
    `the secret setting supersmartmatch:${setting} is missing; set it: pulumi config set --secret supersmartmatch:${setting} < FILE`,
  );
}

function known<T>(values: Readonly<Record<string, T>>, name: string, kind: string): T {
  const value = values[name];
  if (value === undefined) throw new Error(`the plan names the ${kind} ${name}, which it does not declare`);
  return value;
}
