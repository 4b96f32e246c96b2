import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { LOAD_DEFAULTS, runLoadProcess } from "../../../scripts/lab/load/load.ts";
import { parseOptions, toArguments } from "../../../scripts/lab/load/options.ts";
import { type Fixture, HOST, type LocalServer, makeFixture, serveHttps } from "./support.ts";

const LOAD = new URL("../../../scripts/lab/load/load.ts", import.meta.url).href;
const MAIN = fileURLToPath(new URL("../../../scripts/lab/load/main.ts", import.meta.url));

describe("parseOptions", () => {
  it("reads back what toArguments wrote", () => {
    const options = fc.record(
      { maxSeconds: fc.integer({ min: 1 }), caFile: fc.string({ minLength: 1 }) },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(options, (given) => {
        assert.deepEqual(parseOptions({ maxSeconds: 60, caFile: "" }, toArguments(given)), given);
      }),
    );
  });

  it("tells every mistake at once", () => {
    assert.throws(() => parseOptions(LOAD_DEFAULTS, ["--rate", "fast", "--users", "0"]), {
      name: "InputError",
      message: [
        "--ca-file must be given",
        "--labelled-file must be given",
        '--rate must be a number above 0, got "fast"',
        '--users must be a number above 0, got "0"',
      ].join("\n"),
    });
  });

  it("names what it does not know", () => {
    assert.throws(
      () => parseOptions(LOAD_DEFAULTS, ["--speed=9", "--ca-file=a", "--labelled-file=b", "200", "--rate"]),
      {
        name: "InputError",
        message: [
          'every option needs its --name, got "200"',
          "there is no option --speed, see --help",
          "--rate needs a value",
        ].join("\n"),
      },
    );
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) await sleep(10);
  assert.ok(holds(), "it did not come true within 5 s");
}

describe("the load in a process of its own", () => {
  let fixture: Fixture;
  let server: LocalServer;
  before(async () => {
    fixture = await makeFixture();
    server = await serveHttps(fixture, (request, response) => {
      request.resume();
      response.writeHead(200, { "x-release": "v1" }).end("{}");
    });
  });
  after(() => {
    server.close();
    fixture.remove();
  });
  const options = () => ({
    ...LOAD_DEFAULTS,
    url: server.url,
    host: HOST,
    caFile: fixture.caFile,
    labelledFile: fixture.labelledFile,
    connections: 16,
  });

  it("reports every second, takes a mark, and stops with a final report", async () => {
    const { promise: first, resolve } = Promise.withResolvers<void>();
    const load = runLoadProcess({ ...options(), rate: 1000 }, () => resolve());
    await first;
    const before = load.snapshot();
    load.mark();
    const report = await load.stop();
    assert.ok(report.users.seen < (before?.users.seen ?? 0));
    assert.ok(report.sent >= (before?.sent ?? 0));
    assert.equal(report.failed, 0);
    assert.equal(report.inFlight, 0);
    assert.throws(() => process.kill(load.pid, 0), { code: "ESRCH" });
  });

  it("gives its report too when it is stopped before it has begun", async () => {
    const report = await runLoadProcess(options()).stop();
    assert.equal(report.failed, 0);
  });

  it("does not outlive its parent", async () => {
    const code = `
      const { runLoadProcess } = await import(${JSON.stringify(LOAD)});
      runLoadProcess(${JSON.stringify(options())});`;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", code]);
    await until(() => server.connections() > 0);
    parent.kill("SIGKILL");
    await until(() => server.connections() === 0);
  });

  it("rejects with the child's own words when it cannot start", async () => {
    await assert.rejects(runLoadProcess({ ...options(), url: "https://example.org" }).done, {
      message:
        "the load ended without a report (exit code 1): " +
        'the load only goes to this machine (127.0.0.1 or [::1]), got "example.org"',
    });
  });

  it("explains itself with --help", async () => {
    const child = spawn(process.execPath, [MAIN, "--help"]);
    const help = await text(child.stdout);
    assert.match(help, /^Plays users of the platform: open loop, cookies, no retries\.\n/);
    assert.match(help, /^ {2}--rate +200$/m);
    assert.match(help, /^ {2}--ca-file +required$/m);
  });
});
