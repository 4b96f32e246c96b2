import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import { loadImages } from "../../infra/stage/load.ts";
import { copyCheckout } from "../journeys/support/checkout.ts";
import { fakeRegistry } from "../support/fake-registry.ts";
import { runCommandFile } from "../support/run-command.ts";

const NODE = loadImages(join(import.meta.dirname, "../../stacks")).node;
const BASE = `${NODE.name}:${NODE.tag}@${NODE.digest}`;

/** A copied checkout whose nginx lies in a registry of this machine, and its command. */
async function world(t: TestContext) {
  const checkout = copyCheckout();
  t.after(() => checkout.remove());
  const registry = await fakeRegistry(t);
  const digest = registry.push("team/nginx", "1.30.5", "the gateway");
  const file = join(checkout.dir, "stacks/images.lock.yaml");
  const lock = () => readFileSync(file, "utf8");
  writeFileSync(file, lock().replace("name: nginx", `name: ${registry.host}/team/nginx`));
  /** Runs the command; `answer` is typed into it. */
  const images = async (args: readonly string[], answer = "") => {
    const child = spawn(process.execPath, [join(checkout.dir, "scripts/images.ts"), ...args]);
    child.stdin.end(answer);
    const [out, error, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.on("close", resolve)),
    ]);
    return { code, out, error };
  };
  return { images, lock, digest };
}

describe("npm run images", () => {
  it("writes nothing when nobody says yes, and says so", async (t) => {
    const { images, lock, digest } = await world(t);
    const old = lock();
    for (const answer of ["", "n\n"]) {
      const { code, out, error } = await images(["pin", "nginx"], answer);
      const said =
        "write stacks/images.lock.yaml? [y/N] \nimages: nothing was changed; --yes does not ask [SSM-DECLINED]\n";
      assert.deepEqual([code, error], [1, said]);
      assert.match(out, new RegExp(`^\\+  digest: ${digest}$`, "m"));
      assert.equal(lock(), old);
    }
  });

  it("pins when somebody says yes, and then finds nothing to complain about", async (t) => {
    const { images, lock, digest } = await world(t);
    assert.equal((await images(["pin", "nginx"], "y\n")).code, 0);
    assert.match(lock(), new RegExp(digest));
    assert.deepEqual(await images(["check", "nginx"]), { code: 0, out: "nginx  current\n", error: "" });
    const { code, out } = await images(["check", "nginx", "--json"]);
    assert.deepEqual([code, JSON.parse(out).images[0].state], [0, "current"]);
  });

  it("ends with the id of what is wrong", async (t) => {
    const { code, error } = await runCommandFile(t, "images.ts", ["check", "redsi"]);
    assert.equal(code, 1);
    assert.match(error, /got "redsi"; did you mean redis\? \[SSM-NO-IMAGE\]\n$/);
  });

  it("says what it would build, on what, of which files and how large", async (t) => {
    const { images } = await world(t);
    for (const [args, base] of [
      [[], BASE],
      [["--base", "node:24"], "node:24"],
    ] as const) {
      const { code, out, error } = await images(["build", "--dry-run", ...args]);
      assert.deepEqual(
        [code, out.replace(/\d+\.\d MB/g, "N MB"), error],
        [
          0,
          [
            `would build supersmartmatch/prober:0.1.0 on ${base}, and add N MB: app/main.mjs, app/labelled.jsonl`,
            `would build supersmartmatch/data-sync:0.1.0 on ${base}, and add N MB: app/main.mjs`,
            `would build supersmartmatch/identity:0.1.0 on ${base}, and add N MB: app/main.mjs`,
            `would build supersmartmatch/gateway-exporter:0.1.0 on ${base}, and add N MB: app/main.mjs`,
            `would build supersmartmatch/keeper:0.1.0 on ${base}, and add N MB: nothing`,
            "",
          ].join("\n"),
          "",
        ],
      );
    }
  });

  it("is wrong use without a word, and with one that it does not know", async (t) => {
    for (const args of [[], ["pni"]]) {
      const { code } = await runCommandFile(t, "images.ts", args);
      assert.equal(code, 1);
    }
  });
});
