import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { fakeEngine, type Ran } from "../../../support/fake-engine.ts";

const answers = { run: (): Ran => ({ code: 0 }) };
const engine = await fakeEngine({ after }, { run: () => answers.run() });
process.env.DOCKER_HOST = `unix://${engine.socket}`;
const { nginxWords, reloads } = await import("../../../../infra/targets/docker/providers/reloads.ts");
const { mustExec } = await import("../../../../infra/targets/docker/providers/engine.ts");

describe("nginx's own words", () => {
  it("are its errors, without date and process", () => {
    const output = [
      '2026/11/22 20:00:00 [warn] 9#9: the "user" directive makes sense only for root',
      '2026/11/22 20:00:00 [emerg] 9#9: unknown directive "x" in nginx.conf:1',
      "nginx: [error] open() failed",
      "nginx: configuration file nginx.conf test failed",
    ].join("\n");
    assert.equal(nginxWords(output), 'emerg: unknown directive "x" in nginx.conf:1\nerror: open() failed');
  });

  it("are everything it said when none of that is an error", () => {
    assert.equal(nginxWords("sh: nginx: not found"), "sh: nginx: not found");
  });
});

describe("prometheus", () => {
  it("tests a configuration with its own tool and passes on what that says", async () => {
    answers.run = () => ({ code: 1, output: "FAILED: parsing YAML" });
    assert.equal(await reloads.prometheus.test("lab-prometheus", "/etc/x"), "FAILED: parsing YAML");
    assert.equal(engine.commands.at(-1), "lab-prometheus: promtool check config /etc/x/prometheus.yml");
    answers.run = () => ({ code: 0 });
    assert.equal(await reloads.prometheus.test("lab-prometheus", "/etc/x"), null);
  });

  it("is told to load it by a signal", async () => {
    await reloads.prometheus.reload("lab-prometheus", "/etc/x");
    assert.equal(engine.calls.at(-1)?.path, "/containers/lab-prometheus/kill?signal=SIGHUP");
  });
});

describe("a command that must succeed", () => {
  it("is an error with its name, its exit code and its output when it does not", async () => {
    answers.run = () => ({ code: 2, output: "mv: read-only file system" });
    await assert.rejects(mustExec("lab-keeper", ["mv", "a", "b"]), {
      message: "mv failed in lab-keeper (exit 2): mv: read-only file system",
    });
  });
});
