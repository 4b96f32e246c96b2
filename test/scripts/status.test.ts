import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fakeEngine, partOf } from "../support/fake-engine.ts";
import { ownFolder } from "../support/own-folder.ts";
import { runCommandFile } from "../support/run-command.ts";

/** What status says of the kill switch of an instance with these services, to people and to programs. */
async function killSwitch(t: TestContext, services: readonly string[], code = 0): Promise<unknown[]> {
  const dir = join(ownFolder(t, "SSM_STATE_DIR"), "lab", "lab");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "instance.json"), JSON.stringify({ place: "lab", instance: "lab", slot: 0 }));
  const containers = services.map((service) => partOf(service));
  const { socket } = await fakeEngine(t, { containers, run: () => ({ code }) });
  const status = async (...args: string[]) =>
    (await runCommandFile(t, "status.ts", ["--docker-host", `unix://${socket}`, ...args])).out;
  return [/^kill switch (.*)$/m.exec(await status())?.[1], JSON.parse(await status("--json")).killed];
}

describe("npm run status", () => {
  it("says whether the kill switch is on, and that nobody knows where no gateway can tell", async (t) => {
    assert.deepEqual(await killSwitch(t, ["gateway"], 0), ["ON: every request goes to V1", true]);
    assert.deepEqual(await killSwitch(t, ["gateway"], 1), ["off", false]);
    const unknown = ["unknown: no gateway runs that could tell", null];
    assert.deepEqual(await killSwitch(t, []), unknown);
    assert.deepEqual(await killSwitch(t, ["gateway"], 126), unknown);
  });
});
