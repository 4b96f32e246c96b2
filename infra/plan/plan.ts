import type { Gate } from "../stage/schema.ts";

/**
 * The plan: plain data computed from stage + platform + place + instance, the same for every target.
 * It is JSON, so the best test of a stage is the diff of two plans.
 */

/** Name of a network of the platform. `internal` ones have no route to the outside. */
export interface NetworkPlan {
  readonly name: string;
  readonly subnet: string;
  readonly gatewayAddress: string;
  readonly internal: boolean;
}

/** A named volume. `store` volumes hold customers' data and may never be deleted or replaced. */
export interface VolumePlan {
  readonly name: string;
  readonly kind: "store" | "state" | "config" | "secrets" | "log";
  /** The folder in the volume that the service may write to; null when it only reads. */
  readonly folder: string | null;
  /** Numeric owner of that folder, or of the whole volume when it is in memory: secrets and the log. */
  readonly uid: number;
  readonly gid: number;
}

export interface MountPlan {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** A port published on the engine's host. */
export interface PublishPlan {
  readonly address: string;
  readonly external: number;
  readonly internal: number;
}

export interface HealthPlan {
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startSeconds: number;
}

/** One running container and everything it may do. */
export interface ServicePlan {
  readonly name: string;
  /** An image reference: `name:tag` built here for the lab, `name:tag@sha256:…` elsewhere. */
  readonly image: string;
  readonly command: readonly string[];
  /** Never holds a secret: secrets arrive as files. */
  readonly env: Readonly<Record<string, string>>;
  readonly uid: number;
  readonly gid: number;
  readonly networks: readonly { readonly name: string; readonly address: string }[];
  readonly publish: readonly PublishPlan[];
  readonly mounts: readonly MountPlan[];
  /** Path -> mount options of a tmpfs. */
  readonly tmpfs: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly cpus: number;
  readonly health: HealthPlan;
  readonly stopSignal: string;
  readonly stopSeconds: number;
}

/** Text files of one service, delivered through its config volume as one atomic release. */
export interface ConfigPlan {
  readonly service: string;
  readonly volume: string;
  /** Folder of the volume in the service. */
  readonly path: string;
  /** How a running service takes a new release. */
  readonly reload: "nginx" | "prometheus" | "none";
  /** Path inside the release -> text. `@CONFIG_ID@` becomes the release's id. */
  readonly files: Readonly<Record<string, string>>;
}

/** A secret and the file that carries it into one service. */
export interface SecretFilePlan {
  readonly volume: string;
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  /** Where the value comes from; `template` may hold `${name}` of passwords, hashed ones as `${sha256:name}`. */
  readonly source:
    | { readonly kind: "password"; readonly name: string }
    | {
        readonly kind: "certificate";
        readonly name: string;
        readonly part: "certificate" | "key" | "authority";
      }
    | { readonly kind: "template"; readonly template: string }
    /** An RSA private key, PKCS #8 as PEM. */
    | { readonly kind: "signing-key"; readonly name: string }
    /** Brought by the operator as a secret setting of the Pulumi stack. */
    | { readonly kind: "operator"; readonly setting: OperatorSetting };
}

/** Secret settings that the operator brings where the place does not make its own certificate. */
export const OPERATOR_SETTINGS = ["tlsCertificate", "tlsKey"] as const;
export type OperatorSetting = (typeof OPERATOR_SETTINGS)[number];

export interface CertificatePlan {
  readonly name: string;
  readonly authority: "public" | "control";
  readonly commonName: string;
  readonly hosts: readonly string[];
  readonly use: "server" | "client";
}

export interface StagePlan {
  readonly name: string;
  /** Seconds the stage is held, and what must be true to leave it; `pulumi up` itself never waits for either. */
  readonly hold: number;
  readonly gate: Gate;
  /** Share of the traffic that V2 gets, whole percent 0..100. V1 gets the rest. */
  readonly v2: number;
  /** Every stage in order, so that a skipped one is refused. */
  readonly ladder: readonly string[];
  readonly sunset: boolean;
}

export interface Plan {
  readonly project: string;
  readonly place: string;
  readonly instance: string;
  readonly target: "docker";
  readonly stage: StagePlan;
  readonly networks: readonly NetworkPlan[];
  readonly volumes: readonly VolumePlan[];
  readonly services: readonly ServicePlan[];
  /** The container that holds every volume, so that files can be written and tmpfs secrets survive restarts. */
  readonly keeper: ServicePlan;
  /** Services without which not even V1 can be reached. */
  readonly essential: readonly string[];
  readonly configs: readonly ConfigPlan[];
  readonly passwords: readonly string[];
  readonly certificates: readonly CertificatePlan[];
  /** Names of the RSA keys that sign tokens; the first one signs, all of them are believed. */
  readonly signingKeys: readonly string[];
  readonly secretFiles: readonly SecretFilePlan[];
  /** Where people and scripts reach the platform from the engine's host. */
  readonly addresses: Readonly<Record<string, string>>;
}
