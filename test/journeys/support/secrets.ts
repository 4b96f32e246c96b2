import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import { partsOf } from "../../../scripts/platform/containers/parts.ts";
import type { Context } from "../../../scripts/platform/instance/context.ts";

export interface Named {
  readonly name: string;
  readonly container: Docker.Container;
}

/** Every container of the platform. */
export async function containersOf({ docker, instance }: Context): Promise<Named[]> {
  return (await partsOf(docker, instance)).map(({ id, name }) => ({
    name,
    container: docker.getContainer(id),
  }));
}

/** Everything a container has logged. */
export async function logOf(container: Docker.Container): Promise<string> {
  return (await container.logs({ stdout: true, stderr: true, follow: false })).toString();
}

const READ_SECRETS =
  'cd /run/secrets 2>/dev/null || exit 0; for f in *; do case "$f" in *.crt) ;; *) cat "$f"; echo ;; esac; done';
const READ_CERTIFICATES = "cat /run/secrets/*.crt 2>/dev/null";
/** Shorter words also stand in texts that are no secret. */
const LEAST_LENGTH = 24;

/** The files of the state folder that are secrets themselves. */
export const SECRET_FILES = ["passphrase", "control.key"];

/** The secret words of the platform: passwords, the lines of private keys, the passphrase of its state. Certificates are public. */
export async function secretsOf(context: Context): Promise<string[]> {
  const containers = await containersOf(context);
  const read = (script: string) =>
    Promise.all(
      containers.map(async ({ container }) => {
        const exec = await container.exec({ Cmd: ["sh", "-c", script], AttachStdout: true, Tty: true });
        return text(await exec.start({ Tty: true }));
      }),
    );
  const own = (files: readonly string[]) =>
    files.map((file) => readFileSync(join(context.instance.dir, file), "utf8"));
  const words = [...(await read(READ_SECRETS)), ...own(SECRET_FILES)].flatMap((content) =>
    content.split(/\s+/),
  );
  // A private key ends with its public half, which can stand as it is in the certificate.
  const certificates = [...(await read(READ_CERTIFICATES)), ...own(["control.crt"])].join("\n");
  // A store's users are listed with their rights: keys (~) and channels (&), which are no secret.
  const secret = words.filter((word) => !/^[~&]/.test(word)).map((word) => word.replace(/^[#>]/, ""));
  return [...new Set(secret)].filter((word) => word.length >= LEAST_LENGTH && !certificates.includes(word));
}
