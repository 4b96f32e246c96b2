import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fakeEngine, partOf } from "../support/fake-engine.ts";
import { runScript } from "../support/run-script.ts";

/** Runs a command the way a pipeline does: into pipes, with nothing said about colours, on a pretended engine. */
async function piped(t: TestContext, file: string, args: readonly string[], locale = "C") {
  const engine = await fakeEngine(t, {
    containers: [partOf("gateway")],
    run: () => ({ code: 1 }),
    instead: ({ path }) => {
      if (path === "/info") return { status: 200, body: JSON.stringify({ SystemTime: new Date() }) };
      if (path.startsWith("/images/json")) return { status: 200, body: "[]" };
      return path.endsWith("/version") ? { status: 200, body: '{"Version":"28.0.0"}' } : null;
    },
  });
  const state = mkdtempSync(join(tmpdir(), "piped-"));
  t.after(() => rmSync(state, { recursive: true }));
  const env = {
    NO_COLOR: undefined,
    TERM: "xterm-256color",
    LC_ALL: locale,
    HOME: state,
    SSM_STATE_DIR: state,
    DOCKER_SOCKET: engine.socket,
    DOCKER_HOST: `unix://${engine.socket}`,
    XDG_RUNTIME_DIR: join(engine.socket, ".."),
  };
  return runScript(file, args, env);
}

const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ["doctor.ts"],
  ["status.ts"],
  ["down.ts", "--dry-run"],
  ["rollback-v1.ts", "--dry-run"],
  ["deploy-v2.ts", "33"],
  ["kill-switch.mjs", "status"],
  ["render.ts", "--diff", "10", "25"],
  ["drill.ts", "v2", "--errors", "8%", "--dry-run"],
];

describe("in a pipe", () => {
  for (const [file, ...args] of COMMANDS)
    it(`every line stands for itself, without colours: ${[file, ...args].join(" ")}`, async (t) => {
      const { out, error } = await piped(t, file, args);
      assert.ok(out.length + error.length > 0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      assert.doesNotMatch(out + error, /[\r\u001b\u0008]/);
      assert.match(`${out}${error}`, /\n$/);
    });

  for (const [file, ...args] of COMMANDS.filter(([name]) => !/render|drill|doctor/.test(name)))
    it(`--json puts one object on standard output, the same in every locale, and the rest elsewhere: ${[file, ...args].join(" ")}`, async (t) => {
      const { out, code } = await piped(t, file, [...args, "--json"]);
      const answer = JSON.parse(out);
      assert.equal(out, `${JSON.stringify(answer)}\n`);
      assert.equal(answer.error?.exitCode ?? 0, code);
      assert.equal((await piped(t, file, [...args, "--json"], "fr_FR.UTF-8")).out, out);
    });
});

describe("as JSON", () => {
  it("down --dry-run counts what it would remove, and rollback-v1 --dry-run says where it would go", async (t) => {
    const down = await piped(t, "down.ts", ["--dry-run", "--json"]);
    assert.deepEqual(JSON.parse(down.out), {
      place: "lab",
      instance: "lab",
      containers: 1,
      networks: 0,
      volumes: 0,
      state: false,
      removed: false,
    });
    assert.match(down.error, /^instance lab of lab: 1 container, /);
    const back = await piped(t, "rollback-v1.ts", ["--to", "10", "--dry-run", "--json"]);
    assert.deepEqual(JSON.parse(back.out), { instance: "lab", to: "010-percent", dryRun: true });
    assert.match(back.error, /^would throw the kill switch /);
  });

  it("a failure has an id", async (t) => {
    const { out, error } = await piped(t, "status.ts", ["--json"]);
    assert.equal(JSON.parse(out).error.id, "SSM-NO-INSTANCE");
    assert.match(error, /^status: there is no instance lab of lab here; .* \[SSM-NO-INSTANCE\]\n$/);
  });
});
