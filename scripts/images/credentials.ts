import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { text } from "../messages/messages.ts";
import { DOCKER_HUB } from "./registry-address.ts";
import { RegistryError } from "./registry-error.ts";
import { jsonOf } from "./untrusted.ts";

/** What `docker login` left for a registry. */
export type Credentials =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** Stands for a user, and is exchanged for tokens. */
  | { readonly kind: "identity"; readonly token: string };

/** How Docker writes its Hub into its settings. */
const HUB_KEY = `https://${DOCKER_HUB}/v1/`;
/** What a helper calls a user that is an identity token. */
const TOKEN_USER = "<token>";
const PATIENCE_MS = 5_000;

const settings = z.object({
  auths: z
    .record(z.string(), z.object({ auth: z.string().optional(), identitytoken: z.string().optional() }))
    .optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
});
const helped = z.object({ Username: z.string(), Secret: z.string().min(1) });

/**
 * The credentials that Docker's own client would use: those of a helper, else those of its config.json. Null when
 * there are none. Throws RegistryError when the file makes no sense.
 */
export async function credentialsFor(registry: string, env = process.env): Promise<Credentials | null> {
  const file = join(env.DOCKER_CONFIG || join(homedir(), ".docker"), "config.json");
  const { auths = {}, credHelpers = {}, credsStore } = readSettings(file, registry);
  const key = registry === DOCKER_HUB ? HUB_KEY : registry;
  const helper = credHelpers[key] ?? credHelpers[registry] ?? credsStore;
  if (helper) return askHelper(helper, key);
  const entry = Object.entries(auths).find(([name]) => hostOf(name) === registry)?.[1];
  if (entry?.identitytoken) return { kind: "identity", token: entry.identitytoken };
  return entry?.auth ? decoded(entry.auth) : null;
}

function readSettings(file: string, registry: string): z.infer<typeof settings> {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    // Nobody has logged in.
    return {};
  }
  try {
    return settings.parse(JSON.parse(content));
  } catch {
    throw new RegistryError(registry, text.registries.badSettings(file));
  }
}

/** Settings name registries by host, some as a whole address. */
function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

function decoded(auth: string): Credentials | null {
  const [, username, password] = /^([^:]+):(.+)$/s.exec(Buffer.from(auth, "base64").toString()) ?? [];
  return username && password ? { kind: "password", username, password } : null;
}

/** Helpers are programs of their own; one that fails or knows nothing leaves us without credentials, as it does Docker. */
async function askHelper(helper: string, key: string): Promise<Credentials | null> {
  if (!/^[\w.-]+$/.test(helper)) return null;
  const said = await new Promise<string>((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ["get"], { timeout: PATIENCE_MS }, (error, out) =>
      resolve(error === null ? out : ""),
    );
    // One that is not there, or does not listen, has said so by its end.
    child.stdin?.on("error", () => undefined).end(key);
  });
  const found = helped.safeParse(jsonOf(said));
  if (!found.success) return null;
  const { Username: username, Secret: secret } = found.data;
  if (username === TOKEN_USER) return { kind: "identity", token: secret };
  return { kind: "password", username, password: secret };
}
