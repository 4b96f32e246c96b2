import { z } from "zod";
import type { SecretFilePlan } from "../../infra/plan/plan.ts";
import type { Issued } from "../../infra/targets/docker/providers/certificates.ts";
import { contentHash } from "../../infra/targets/docker/providers/secret-text.ts";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { type ExportedState, parseState } from "./exported-state.ts";

/** What stands where a secret value stood. */
export const WITHHELD = "withheld";

/** How Pulumi marks a secret in an exported state. */
const MARK = "4dabf18193072939515e22adb298388d";
const FILES = "pulumi-nodejs:dynamic/secret:Files";
/** A shorter text may stand elsewhere by chance. */
const SHORTEST_SECRET = 8;

type Resource = ExportedState["deployment"]["resources"][number];
type Leaf = string | number | boolean;

/**
 * The same state with a placeholder for every secret value, also where a copy of it is not marked as secret, and
 * without unfinished operations. Keeps the shape of secret values and what follows from them, so that a preview shows
 * no difference that is not there. The answer can be published and needs no passphrase. Throws SSM-EXPORT-SECRETS when
 * the secrets are encrypted.
 */
export function withoutSecrets(state: ExportedState): ExportedState {
  const secrets = new Set<string>();
  const { secrets_providers: _, pending_operations: __, ...deployment } = state.deployment;
  const sealed = { ...state, deployment };
  const real = opened(sealed, (leaf) => leaf).deployment.resources;
  const hashes = new Set(real.flatMap((resource) => filesOf(resource)?.present ?? []));
  const masked = opened(sealed, (leaf) => {
    if (typeof leaf !== "string") return typeof leaf === "number" ? 0 : false;
    if (hashes.has(leaf)) return leaf;
    if (leaf.length >= SHORTEST_SECRET) secrets.add(leaf);
    return WITHHELD;
  });
  const fitting = new Map(
    masked.deployment.resources.flatMap((resource, index) => fittingHash(resource, real[index])),
  );
  const hide = (leaf: Leaf): Leaf => {
    if (typeof leaf !== "string") return leaf;
    return fitting.get(leaf) ?? ([...secrets].some((secret) => leaf.includes(secret)) ? WITHHELD : leaf);
  };
  return revived(masked, (value) => (isLeaf(value) ? hide(value) : value));
}

/** The state without the marks of secrets, each leaf of a secret changed. */
function opened(state: ExportedState, secret: (leaf: Leaf) => Leaf): ExportedState {
  return revived(state, (value) => {
    if (typeof value !== "object" || value === null || !(MARK in value)) return value;
    if ("plaintext" in value && typeof value.plaintext === "string")
      return JSON.parse(value.plaintext, (_key, inner) => (isLeaf(inner) ? secret(inner) : inner));
    throw new CommandError("SSM-EXPORT-SECRETS", EXIT.wrongUse, text.prCheck.encrypted);
  });
}

function revived(state: ExportedState, change: (value: unknown) => unknown): ExportedState {
  return parseState(
    JSON.stringify(JSON.parse(JSON.stringify(state), (_key, value) => change(value))),
    "the state",
  );
}

function isLeaf(value: unknown): value is Leaf {
  return ["string", "number", "boolean"].includes(typeof value);
}

const secretFiles = z.object({
  present: z.string(),
  files: z.array(z.custom<SecretFilePlan>()),
  passwords: z.record(z.string(), z.string()),
  issued: z.record(z.string(), z.custom<Issued>()),
  signingKeys: z.record(z.string(), z.string()),
  operator: z.record(z.string(), z.string()),
});

// The hash of the files that were written, which others know too, must go on fitting what it is the hash of, and only
// if it did.
function fittingHash(masked: Resource, real: Resource | undefined): [string, string][] {
  const [before, after] = [real && filesOf(real), filesOf(masked)];
  if (!before || !after || before.present !== contentHash(before.files, before)) return [];
  return [[before.present, contentHash(after.files, after)]];
}

function filesOf({ type, outputs }: Resource): z.infer<typeof secretFiles> | undefined {
  return type === FILES ? secretFiles.safeParse(outputs).data : undefined;
}
