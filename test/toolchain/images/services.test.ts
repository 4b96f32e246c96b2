import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { OWN_SERVICES } from "../../../scripts/toolchain/images/services.ts";
import { projectDir } from "../../../scripts/toolchain/paths.ts";

test("every service's sources and data exist", () => {
  for (const { entry, data } of Object.values(OWN_SERVICES)) {
    for (const file of [entry, ...data.map(({ from }) => from)]) {
      assert.ok(existsSync(join(projectDir, file)), file);
    }
  }
});
