import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import Docker from "dockerode";
import { startSilentEngine } from "../../../scripts/pr-check/silent-engine.ts";

describe("the stand-in for an engine", () => {
  it("says that it is there and does nothing else", async () => {
    const folder = mkdtempSync(join(tmpdir(), "silent-engine-"));
    const engine = await startSilentEngine(folder);
    try {
      const docker = new Docker({ socketPath: engine.host.replace("unix://", "") });
      assert.equal(String(await docker.ping()), "OK");
      assert.equal((await docker.version()).ApiVersion, "1.41");
      await assert.rejects(docker.listContainers(), {
        statusCode: 501,
        message: /a preview of a pull request has no engine/,
      });
    } finally {
      engine.close();
      rmSync(folder, { recursive: true });
    }
  });
});
