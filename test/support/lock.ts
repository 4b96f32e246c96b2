import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadImages } from "../../infra/stage/load.ts";
import { STACKS } from "./plans.ts";

/** A copy of the lock whose images all lie in one registry, as `HOST/<entry>` under their own tags. */
export interface TestLock {
  /** The folder of the YAML files. */
  readonly dir: string;
  readonly file: string;
  text(): string;
  images(): ReturnType<typeof loadImages>;
  remove(): void;
}

/** Makes one in a temporary folder. */
export function testLock(host: string): TestLock {
  const parent = mkdtempSync(join(tmpdir(), "ssm-lock-"));
  const dir = join(parent, "stacks");
  cpSync(STACKS, dir, { recursive: true });
  const file = join(dir, "images.lock.yaml");
  const moved = readFileSync(file, "utf8").replace(/^(\S+):\n {2}name: .*$/gm, `$1:\n  name: ${host}/$1`);
  writeFileSync(file, moved);
  return {
    dir,
    file,
    text: () => readFileSync(file, "utf8"),
    images: () => loadImages(dir),
    remove: () => rmSync(parent, { recursive: true }),
  };
}
