import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { prepare } from "../../scripts/messages/fr/prepare.ts";
import { createSteps, elapsed } from "../../scripts/toolchain/steps.ts";

test("a quick step is one line with its time", async () => {
  const { lines, steps } = recorded();
  assert.equal(await steps.run("images", async () => ({ said: "10 images", value: 7 })), 7);
  assert.deepEqual(lines, ["  [1/2] ok images in 0.0 s: 10 images"]);
});

test("a French operator reads of a step in French", () => {
  assert.equal(prepare.took(prepare.engine, "0.4 s"), "moteur Docker en 0.4 s");
});

test("a long step says what it does, and how far it is after every 10 s without a word", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const { lines, steps, clock } = recorded();
  const { promise, resolve } = Promise.withResolvers<void>();
  const pass = (seconds: number): void => {
    clock.now += seconds * 1_000;
    context.mock.timers.tick(seconds * 1_000);
  };
  const done = steps.run("Pulumi", async (detail) => {
    let packages = 0;
    detail("compiling the docker plugin", () => `${packages} packages`);
    packages = 12;
    await promise;
    return { said: "", value: null };
  });
  pass(10);
  pass(10);
  pass(5);
  resolve();
  await done;
  assert.deepEqual(lines, [
    "  [1/2] Pulumi: compiling the docker plugin",
    "  [1/2] Pulumi: 10 s, compiling the docker plugin, 12 packages",
    "  [1/2] Pulumi: 20 s, compiling the docker plugin, 12 packages",
    "  [1/2] ok Pulumi in 25 s",
  ]);
});

test("what is said twice in a row is shown once", async () => {
  const { lines, steps } = recorded();
  await steps.run("images", async (detail) => {
    for (const text of ["waiting for apt (pid 7)", "waiting for apt (pid 7)", "installing"]) detail(text);
    return { said: "", value: null };
  });
  assert.deepEqual(lines, [
    "  [1/2] images: waiting for apt (pid 7)",
    "  [1/2] images: installing",
    "  [1/2] ok images in 0.0 s",
  ]);
});

test("a failed step says so and passes its error on", async () => {
  const { lines, steps } = recorded();
  const failure = new Error("no network");
  await assert.rejects(
    steps.run("images", async () => {
      throw failure;
    }),
    failure,
  );
  assert.deepEqual(lines, ["  [1/2] failed images in 0.0 s"]);
});

test("steps are counted in the order they run", async () => {
  const { lines, steps } = recorded();
  await steps.run("one", async () => ({ said: "", value: 0 }));
  await steps.run("two", async () => ({ said: "", value: 0 }));
  assert.deepEqual(lines, ["  [1/2] ok one in 0.0 s", "  [2/2] ok two in 0.0 s"]);
});

test("colours are used only where they are wanted", async () => {
  const report = mock.fn<(line: string) => void>();
  await createSteps({ report, colour: true, total: 1, now: () => 0 }).run("x", async () => ({
    said: "",
    value: 0,
  }));
  assert.deepEqual(report.mock.calls[0]?.arguments, ["  [1/1] \u001b[32mok\u001b[0m x in 0.0 s"]);
});

test("times are written the way people read them", () => {
  const texts = [40, 9_940, 12_400, 119_400, 200_000].map(elapsed);
  assert.deepEqual(texts, ["0.0 s", "9.9 s", "12 s", "119 s", "3 min 20 s"]);
});

function recorded() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const report = (line: string) => void lines.push(line);
  return { lines, clock, steps: createSteps({ report, colour: false, total: 2, now: () => clock.now }) };
}
