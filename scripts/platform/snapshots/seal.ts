import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Sealed } from "./manifest.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;

/**
 * Encrypts a stream into a file that only its owner reads, and flushes it to the disk. `name` is part of what is
 * authenticated: one store's file does not open as another's, or as another snapshot's.
 */
export async function seal(key: Buffer, name: string, plain: Readable, file: string): Promise<Sealed> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(name));
  let plainBytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      plainBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(plain, count, cipher, createWriteStream(file, { mode: 0o600, flush: true }));
  return {
    bytes: (await stat(file)).size,
    plainBytes,
    sha256: await hashOfFile(file),
    iv: iv.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
  };
}

/** Decrypts a file into a stream; rejects when the key, the name or a single byte differs. */
export async function unseal(
  key: Buffer,
  name: string,
  { iv, tag }: Sealed,
  file: string,
  plain: Writable,
): Promise<void> {
  const cipher = createDecipheriv(CIPHER, key, Buffer.from(iv, "base64"))
    .setAAD(Buffer.from(name))
    .setAuthTag(Buffer.from(tag, "base64"));
  await pipeline(createReadStream(file), cipher, plain);
}

/** SHA-256 of a file, as hexadecimal digits. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
