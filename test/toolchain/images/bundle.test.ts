import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { bundleService } from "../../../scripts/toolchain/images/bundle.ts";

const project = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ssm-bundle-"));
  mkdirSync(join(folder, "service"));
  writeFileSync(join(folder, "service/main.ts"), 'import { greet } from "./greet.ts";\ngreet();\n');
  writeFileSync(join(folder, "service/greet.ts"), 'export const greet = (): void => console.log("hello");\n');
  writeFileSync(join(folder, "pairs.jsonl"), "{}\n");
  return folder;
};
const service = {
  entry: "service/main.ts",
  data: [{ from: "pairs.jsonl", to: "data/pairs.jsonl" }],
};
let here = "";

beforeEach(() => {
  here = project();
});
afterEach(() => rmSync(here, { recursive: true }));

test("a service becomes one file, with its data beside it", async () => {
  const files = await bundleService("demo", service, here);
  assert.deepEqual(
    files.map((file) => file.path),
    ["app/main.mjs", "app/data/pairs.jsonl"],
  );
  assert.match(files[0]?.content.toString() ?? "", /console\.log\("hello"\)/);
});

test("the same sources give the same bytes in another checkout", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "ssm-bundle-"));
  try {
    cpSync(here, elsewhere, { recursive: true });
    assert.deepEqual(
      await bundleService("demo", service, here),
      await bundleService("demo", service, elsewhere),
    );
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test("a checkout that borrows its packages from another gives the same bytes", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "ssm-bundle-"));
  try {
    cpSync(here, elsewhere, { recursive: true });
    mkdirSync(join(here, "node_modules/greeting"), { recursive: true });
    writeFileSync(join(here, "node_modules/greeting/index.js"), 'export const word = "hello";\n');
    symlinkSync(join(here, "node_modules"), join(elsewhere, "node_modules"));
    for (const folder of [here, elsewhere])
      writeFileSync(
        join(folder, "service/main.ts"),
        'import { word } from "greeting";\nconsole.log(word);\n',
      );
    assert.deepEqual(
      await bundleService("demo", service, elsewhere),
      await bundleService("demo", service, here),
    );
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test("a service that cannot be bundled is named, with the place of the mistake", async () => {
  writeFileSync(join(here, "service/greet.ts"), "export const greet = (;\n");
  await assert.rejects(bundleService("demo", service, here), {
    id: "SSM-BUNDLE",
    message: [
      "the service demo (service/main.ts) cannot be bundled",
      "Build failed with 1 error:",
      'service/greet.ts:1:22: ERROR: Unexpected ";"',
    ].join("\n"),
  });
});
