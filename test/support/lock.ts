import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { loadImages } from "../../infra/stage/load.ts";
import { STACKS } from "./plans.ts";

/** A copy of the lock whose images all lie in one registry, as `HOST/<entry>` under their own tags. */
export interface TestLock {
  /** The folder of the YAML files. */
  readonly dir: string;
  readonly file: string;
  text(): string;
  images(): ReturnType<typeof loadImages>;
}

/** Makes one for the time of a test; `edit` changes its text. */
export function testLock(t: TestContext, host: string, edit = (text: string) => text): TestLock {
  const parent = mkdtempSync(join(tmpdir(), "ssm-lock-"));
  t.after(() => rmSync(parent, { recursive: true }));
  const dir = join(parent, "stacks");
  cpSync(STACKS, dir, { recursive: true });
  const file = join(dir, "images.lock.yaml");
  const moved = readFileSync(file, "utf8").replace(/^(\S+):\n {2}name: .*$/gm, `$1:\n  name: ${host}/$1`);
  writeFileSync(file, edit(moved));
  return { dir, file, text: () => readFileSync(file, "utf8"), images: () => loadImages(dir) };
}
