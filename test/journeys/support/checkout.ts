import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDir } from "../../../scripts/toolchain/paths.ts";

/** A copy of this checkout that may be spoiled. */
export interface Checkout {
  readonly dir: string;
  /** Runs `work` while the first `from` of a file reads `to`; the file must hold `from`. */
  spoiled<T>(file: string, from: string | RegExp, to: string, work: () => Promise<T>): Promise<T>;
  /** Runs `work` while there is one file more. */
  withFile<T>(file: string, text: string, work: () => Promise<T>): Promise<T>;
  remove(): void;
}

const COPIED = ["infra", "policies", "scripts", "stacks", "package.json", "Pulumi.yaml"];

/** Copies this checkout, without its packages, into a temporary folder. */
export function copyCheckout(): Checkout {
  const dir = mkdtempSync(join(tmpdir(), "ssm-checkout-"));
  for (const name of COPIED) cpSync(join(projectDir, name), join(dir, name), { recursive: true });
  symlinkSync(join(projectDir, "node_modules"), join(dir, "node_modules"));
  return {
    dir,
    async spoiled(file, from, to, work) {
      const path = join(dir, file);
      const text = readFileSync(path, "utf8");
      const spoiled = text.replace(from, to);
      if (spoiled === text) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(path, spoiled);
      try {
        return await work();
      } finally {
        writeFileSync(path, text);
      }
    },
    async withFile(file, text, work) {
      const path = join(dir, file);
      writeFileSync(path, text);
      try {
        return await work();
      } finally {
        rmSync(path);
      }
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
