import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ran } from "../../../support/fake-engine.ts";
import { providerEngine } from "../../../support/provider-engine.ts";

/** The providers' own ways to the engine, and the engine itself. */
async function loaded(run: () => Ran = () => ({ code: 0 })) {
  const engine = await providerEngine({ run });
  const { nginxWords, reloads } = await import("../../../../infra/targets/docker/providers/reloads.ts");
  const { mustExec } = await import("../../../../infra/targets/docker/providers/engine.ts");
  return { engine, nginxWords, reloads, mustExec };
}

describe("nginx's own words", () => {
  it("are its errors, without date and process", async () => {
    const { nginxWords } = await loaded();
    const output = [
      '2026/11/22 20:00:00 [warn] 9#9: the "user" directive makes sense only for root',
      '2026/11/22 20:00:00 [emerg] 9#9: unknown directive "x" in nginx.conf:1',
      "nginx: [error] open() failed",
      "nginx: configuration file nginx.conf test failed",
    ].join("\n");
    assert.equal(nginxWords(output), 'emerg: unknown directive "x" in nginx.conf:1\nerror: open() failed');
  });

  it("are everything it said when none of that is an error", async () => {
    const { nginxWords } = await loaded();
    assert.equal(nginxWords("sh: nginx: not found"), "sh: nginx: not found");
  });
});

describe("prometheus", () => {
  it("tests a configuration with its own tool and passes on what that says", async () => {
    const { engine, reloads } = await loaded(() => ({ code: 1, output: "FAILED: parsing YAML" }));
    assert.equal(await reloads.prometheus.test("fake-prometheus", "/etc/x"), "FAILED: parsing YAML");
    assert.equal(engine.commands.at(-1), "fake-prometheus: promtool check config /etc/x/prometheus.yml");
    await loaded();
    assert.equal(await reloads.prometheus.test("fake-prometheus", "/etc/x"), null);
  });

  it("is told to load it by a signal", async () => {
    const { engine, reloads } = await loaded();
    await reloads.prometheus.reload("fake-prometheus", "/etc/x");
    assert.equal(engine.calls.at(-1)?.path, "/containers/fake-prometheus/kill?signal=SIGHUP");
  });
});

describe("a command that must succeed", () => {
  it("is an error with its name, its exit code and its output when it does not", async () => {
    const { mustExec } = await loaded(() => ({ code: 2, output: "mv: read-only file system" }));
    await assert.rejects(mustExec("fake-keeper", ["mv", "a", "b"]), {
      message: "mv failed in fake-keeper (exit 2): mv: read-only file system",
    });
  });
});
