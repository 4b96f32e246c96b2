import { createHash } from "node:crypto";
import { z } from "zod";
import { text } from "../messages/messages.ts";
import { authorize } from "./authorization.ts";
import { type Credentials, credentialsFor } from "./credentials.ts";
import { type RegistryAddress, registryAddress } from "./registry-address.ts";
import { DeniedError, RegistryError } from "./registry-error.ts";
import { type Answer, openTransport, type Transport } from "./transport.ts";
import { jsonOf, quoted } from "./untrusted.ts";

/** Image registries, asked by the OCI distribution protocol. */
export interface Registries {
  /**
   * The digest of what a tag or a digest stands for, of every architecture together; null when the registry has no such
   * image. It is computed from the content, so no header has to be believed. Throws RegistryError when nobody can tell.
   */
  digestOf(name: string, reference: string): Promise<string | null>;
}

/** What a digest may be of: an image, or the index of its architectures. */
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

const manifest = z.object({ schemaVersion: z.literal(2) });

/** Opens them; credentials are looked for only when a registry asks. */
export function openRegistries(
  transport: Transport = openTransport(),
  credentials: (registry: string) => Promise<Credentials | null> = credentialsFor,
): Registries {
  return {
    digestOf: async (name, reference) => {
      const address = registryAddress(name);
      const url = new URL(`/v2/${address.repository}/manifests/${reference}`, address.origin);
      const accept = MANIFESTS.join(", ");
      let answer = await transport(url, { headers: { accept } });
      if (answer.status === 401 && answer.url.origin === address.origin) {
        const known = await credentials(address.registry);
        const header = answer.header("www-authenticate");
        const authorization = await authorize(address, header, known, transport);
        answer = await transport(url, { headers: { accept, authorization } });
      }
      const digest = digestIn(address, answer);
      if (digest !== null && reference.startsWith("sha256:") && digest !== reference)
        throw new RegistryError(address.registry, text.registries.otherDigest(reference, digest));
      return digest;
    },
  };
}

function digestIn({ registry, repository }: RegistryAddress, answer: Answer): string | null {
  const { status, body } = answer;
  const type = answer.header("content-type").split(";")[0]?.trim() ?? "";
  if (type === "text/html") throw new RegistryError(registry, text.registries.webPage(status));
  if (status === 404) return null;
  if (status === 401 || status === 403) throw new DeniedError(registry, repository);
  if (status === 429) throw new RegistryError(registry, text.registries.tooMany);
  if (status !== 200) throw new RegistryError(registry, text.registries.answers(status));
  if (!MANIFESTS.includes(type) || !manifest.safeParse(jsonOf(body)).success)
    throw new RegistryError(registry, text.registries.noManifest(quoted(type)));
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const told = answer.header("docker-content-digest");
  if (told !== "" && told !== digest)
    throw new RegistryError(registry, text.registries.wrongDigest(quoted(told), digest));
  return digest;
}
