import type * as pulumi from "@pulumi/pulumi";
import { LazyResource } from "../lazy-provider.ts";
import type { CertificatesInputs } from "./providers/certificates.ts";
import type { HealthyInputs } from "./providers/healthy.ts";
import type { ReleaseInputs } from "./providers/release.ts";
import type { SecretFilesInputs } from "./providers/secret-files.ts";
import type { SigningKeysInputs } from "./providers/signing-keys.ts";
import type { VolumeFoldersInputs } from "./providers/volume-folders.ts";

/** Arguments of a resource: each may still be on its way. */
type Inputs<T> = { readonly [K in keyof T]: pulumi.Input<T[K]> };

const PROVIDERS = "targets/docker/providers";

/** The config files of one service; see providers/release.ts for what an update guarantees. */
export class Release extends LazyResource {
  declare readonly live: pulumi.Output<string>;

  constructor(name: string, args: Inputs<ReleaseInputs>, opts?: pulumi.CustomResourceOptions) {
    super("config:Release", `${PROVIDERS}/release.ts`, name, { ...args, live: undefined }, opts);
  }
}

/** Every certificate of the plan, signed by authorities that no longer have their keys. */
export class Certificates extends LazyResource {
  declare readonly issued: pulumi.Output<SecretFilesInputs["issued"]>;
  declare readonly publicAuthority: pulumi.Output<string>;

  constructor(name: string, args: Inputs<CertificatesInputs>, opts?: pulumi.CustomResourceOptions) {
    const outputs = { issued: undefined, publicAuthority: undefined, notAfter: undefined };
    const secret = { ...opts, additionalSecretOutputs: ["issued"] };
    super("secret:Certificates", `${PROVIDERS}/certificates.ts`, name, { ...args, ...outputs }, secret);
  }
}

/** RSA keys that sign tokens; a name that stays keeps its key. */
export class SigningKeys extends LazyResource {
  declare readonly keys: pulumi.Output<SecretFilesInputs["signingKeys"]>;

  constructor(name: string, args: Inputs<SigningKeysInputs>, opts?: pulumi.CustomResourceOptions) {
    const secret = { ...opts, additionalSecretOutputs: ["keys"] };
    super("secret:SigningKeys", `${PROVIDERS}/signing-keys.ts`, name, { ...args, keys: undefined }, secret);
  }
}

/** Secret files on tmpfs volumes. */
export class SecretFiles extends LazyResource {
  declare readonly present: pulumi.Output<string>;

  constructor(name: string, args: Inputs<SecretFilesInputs>, opts?: pulumi.CustomResourceOptions) {
    const secret = { ...opts, additionalSecretOutputs: ["passwords", "issued", "signingKeys", "operator"] };
    super("secret:Files", `${PROVIDERS}/secret-files.ts`, name, { ...args, present: undefined }, secret);
  }
}

/** Folders in volumes, owned by the services that write there. */
export class VolumeFolders extends LazyResource {
  constructor(name: string, args: Inputs<VolumeFoldersInputs>, opts?: pulumi.CustomResourceOptions) {
    super("volume:Folders", `${PROVIDERS}/volume-folders.ts`, name, { ...args }, opts);
  }
}

/** Done only when the platform is healthy. */
export class Healthy extends LazyResource {
  constructor(name: string, args: Inputs<HealthyInputs>, opts?: pulumi.CustomResourceOptions) {
    super("health:Healthy", `${PROVIDERS}/healthy.ts`, name, { ...args }, opts);
  }
}
