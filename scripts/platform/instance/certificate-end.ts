import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDue } from "../../../infra/targets/docker/providers/renewal.ts";

/**
 * A warning when the certificates that were made here end within 30 days, else null; also while there are none. They end
 * with their authority, whose certificate lies in the instance's folder.
 */
export function certificateWarning(dir: string, now = new Date()): string | null {
  const file = join(dir, "ca.pem");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (text === "") return null;
  const { validTo } = new X509Certificate(text);
  if (!isDue(validTo, now)) return null;
  const verb = Date.parse(validTo) < now.getTime() ? "ended" : "end";
  return `the certificates ${verb} on ${new Date(validTo).toISOString().slice(0, 10)}; npm run heal makes new ones, and a new authority for clients: ${file}`;
}
