import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { text } from "../../messages/messages.ts";
import { ToolchainError } from "../toolchain-error.ts";
import type { ContextFile } from "./recipe.ts";
import type { OwnService } from "./services.ts";

/** CommonJS packages inside the bundle still call `require` for Node's own modules. */
const REQUIRE = `import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);`;

/** The files below /app of a service: its code as one `main.mjs`, and its data. Equal sources give equal bytes in every checkout. */
export async function bundleService(
  name: string,
  service: OwnService,
  projectDir: string,
): Promise<ContextFile[]> {
  const data = service.data.map(async ({ from, to }) => ({
    path: `app/${to}`,
    content: await readFile(join(projectDir, from)),
  }));
  return [
    { path: "app/main.mjs", content: await bundle(name, service.entry, projectDir) },
    ...(await Promise.all(data)),
  ];
}

async function bundle(name: string, entry: string, projectDir: string): Promise<Buffer> {
  try {
    const result = await build({
      absWorkingDir: projectDir,
      // Paths stand in the result: a checkout that borrows its packages must have the same.
      preserveSymlinks: true,
      entryPoints: [entry],
      bundle: true,
      write: false,
      outfile: "main.mjs",
      platform: "node",
      format: "esm",
      target: "node24",
      banner: { js: REQUIRE },
      legalComments: "none",
      logLevel: "silent",
    });
    return Buffer.from(result.outputFiles[0]?.contents ?? []);
  } catch (error) {
    throw new ToolchainError("SSM-BUNDLE", 1, [
      text.toolchain.notBundled(name, entry),
      ...(error instanceof Error ? error.message.split("\n") : [String(error)]),
    ]);
  }
}
