import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { apply, needsConsent, repairText } from "../../scripts/doctor/repair.ts";
import { fakeEngine } from "../support/fake-engine.ts";

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "repair-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

function options(cache: string) {
  const told: string[] = [];
  return { cache, yes: false, report: (line: string) => told.push(line), told };
}

describe("a repair", () => {
  it("takes the rights of others, and leaves the owner's as they are", async (t) => {
    const dir = folder(t);
    const file = join(dir, "passphrase");
    writeFileSync(file, "secret");
    chmodSync(file, 0o644);
    chmodSync(dir, 0o755);
    const repair = { kind: "set-modes", paths: [dir, file] } as const;
    await apply(repair, options(dir));
    assert.deepEqual(
      [dir, file].map((path) => statSync(path).mode & 0o777),
      [0o700, 0o600],
    );
    assert.equal(repairText(repair), `take from others the right to read or write: ${dir}, ${file}`);
    assert.equal(needsConsent(repair), false);
  });

  it("removes the named parts of the cache and nothing beside them", async (t) => {
    const cache = folder(t);
    for (const name of ["old", "now"]) mkdirSync(join(cache, "pulumi", name, "bin"), { recursive: true });
    const repair = { kind: "remove-parts", paths: [join(cache, "pulumi", "old")], bytes: 3e8 } as const;
    await apply(repair, options(cache));
    assert.deepEqual(
      ["old", "now", "lock"].map((name) => existsSync(join(cache, "pulumi", name))),
      [false, true, false],
    );
    assert.equal(repairText(repair), "remove 1 old part of the cache, 300 MB");
    assert.equal(needsConsent(repair), true);
  });

  it("removes images without force, and says which one the engine keeps", async (t) => {
    const engine = await fakeEngine(t, {
      instead: ({ method, path }) => {
        if (path.endsWith("/version")) return { status: 200, body: '{"Version":"28.0.0"}' };
        const isUsed = method === "DELETE" && path.includes("used");
        return isUsed ? { status: 409, body: '{"message":"image is being used"}' } : null;
      },
    });
    const opts = { ...options(folder(t)), dockerHost: `unix://${engine.socket}` };
    const references = ["ssm-lab/v1:used", "ssm-lab/v1:old"];
    const repair = { kind: "remove-images", references, bytes: 2e8 } as const;
    await apply(repair, opts);
    const removed = engine.calls.filter(({ method }) => method === "DELETE").map(({ path }) => path);
    assert.deepEqual(removed, ["/images/ssm-lab/v1:used", "/images/ssm-lab/v1:old"]);
    assert.match(opts.told.join("\n"), /^ssm-lab\/v1:used stays: .*image is being used/);
    assert.equal(repairText(repair), "remove 2 old images, 200 MB at most: ssm-lab/v1:used, ssm-lab/v1:old");
    assert.equal(needsConsent(repair), true);
  });

  it("that prepares needs no question of its own: the preparation asks what it must", () => {
    assert.equal(repairText({ kind: "prepare" }), "prepare what is missing, as npm start does");
    assert.equal(needsConsent({ kind: "prepare" }), false);
  });
});
