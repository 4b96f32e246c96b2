import { z } from "zod";
import type { SecretFilePlan } from "../../infra/plan/plan.ts";
import type { Issued } from "../../infra/targets/docker/providers/certificates.ts";
import { contentHash } from "../../infra/targets/docker/providers/secret-files.ts";
import { CommandError, EXIT } from "../platform/command.ts";
import type { ExportedState } from "./exported-state.ts";

type Json = z.infer<ReturnType<typeof z.json>>;

/** What stands where a secret value stood. */
export const WITHHELD = "withheld";

/** How Pulumi marks a secret in an exported state. */
const MARK = "4dabf18193072939515e22adb298388d";
const FILES = "pulumi-nodejs:dynamic/secret:Files";
/** A shorter text may stand elsewhere by chance. */
const SHORTEST_SECRET = 8;

/**
 * The same state with a placeholder for every secret text, also where a copy of it is not marked as secret. Keeps
 * the shape of secret values and what follows from them, so that a preview shows no difference that is not there.
 * The answer can be published: it needs no passphrase. Throws SSM-STATE-SECRETS when the secrets are encrypted.
 */
export function withoutSecrets(state: ExportedState): ExportedState {
  const secrets = new Set<string>();
  const collect = (text: string): string => {
    if (text.length >= SHORTEST_SECRET) secrets.add(text);
    return WITHHELD;
  };
  const { secrets_providers: _, ...deployment } = state.deployment;
  const resources = deployment.resources.map((resource) => {
    const masked = { ...resource, ...maps(resource, collect) };
    return resource.type === FILES
      ? withPresence(
          masked,
          maps(resource, (text) => text),
        )
      : masked;
  });
  return {
    ...state,
    deployment: { ...deployment, resources: resources.map((it) => withoutCopies(it, secrets)) },
  };
}

type Resource = ExportedState["deployment"]["resources"][number];
type Maps = Pick<Resource, "inputs" | "outputs">;

function maps({ inputs = {}, outputs = {} }: Maps, secret: (text: string) => string): Required<Maps> {
  return { inputs: openedMap(inputs, secret), outputs: openedMap(outputs, secret) };
}

function openedMap(map: Readonly<Record<string, Json>>, secret: (text: string) => string) {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, opened(value, secret)]));
}

/** A value without the marks of secrets, each text of a secret replaced. */
function opened(value: Json, secret: (text: string) => string): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => opened(item, secret));
  if (!(MARK in value)) return openedMap(value, secret);
  if (typeof value.plaintext === "string")
    return everyText(z.json().parse(JSON.parse(value.plaintext)), secret);
  throw new CommandError(
    "SSM-STATE-SECRETS",
    EXIT.wrongUse,
    "the state holds encrypted secrets, whose shape cannot be seen; make it with npm run pr-check -- --save-state PLACE",
  );
}

function everyText(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => everyText(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, everyText(item, change)]));
}

const secretFiles = z.object({
  present: z.string(),
  files: z.array(z.custom<SecretFilePlan>()),
  passwords: z.record(z.string(), z.string()),
  issued: z.record(z.string(), z.custom<Issued>()),
  operator: z.record(z.string(), z.string()),
});

// The hash of the files that were written: it must go on fitting what it is the hash of, and only if it did.
function withPresence(masked: Resource, real: Maps): Resource {
  const before = secretFiles.safeParse(real.outputs).data;
  const after = secretFiles.safeParse(masked.outputs).data;
  if (before === undefined || after === undefined || before.present !== contentHash(before)) return masked;
  return { ...masked, outputs: { ...masked.outputs, present: contentHash(after) } };
}

function withoutCopies(resource: Resource, secrets: ReadonlySet<string>): Resource {
  const hide = (text: string) => ([...secrets].some((secret) => text.includes(secret)) ? WITHHELD : text);
  const { inputs = {}, outputs = {} } = resource;
  return { ...resource, inputs: hiddenMap(inputs, hide), outputs: hiddenMap(outputs, hide) };
}

function hiddenMap(map: Readonly<Record<string, Json>>, hide: (text: string) => string) {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, everyText(value, hide)]));
}
