import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { platform, reach } from "./support/platform.ts";
import { containersOf, logOf, SECRET_FILES, secretsOf } from "./support/secrets.ts";
import { story } from "./support/story.ts";

story("somebody looks for the platform's secrets where they must not be", (part) => {
  let secrets: readonly string[] = [];

  part("the keys and passwords of the stores and the gateway are there to be looked for", async (t) => {
    secrets = await secretsOf(await reach(100));
    t.diagnostic(`${secrets.length} secret texts, each looked for in every place`);
    // Two store passwords, three private keys of two lines or more, and the passphrase of the state.
    assert.ok(secrets.length >= 9, `only ${secrets.length} secrets were found`);
  });

  part("not in a container's environment, command line or labels", async () => {
    for (const { name, container } of await containersOf(await platform())) {
      assertNone(secrets, `docker inspect ${name}`, JSON.stringify(await container.inspect()));
    }
  });

  part("not in what a container logs", async () => {
    for (const { name, container } of await containersOf(await platform())) {
      assertNone(secrets, `docker logs ${name}`, await logOf(container));
    }
  });

  part("not in the process list of this machine", () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      for (const file of ["cmdline", "environ"])
        assertNone(secrets, `/proc/${pid}/${file}`, textOf(join("/proc", pid, file)));
    }
  });

  part("not in the Pulumi state, its copies, its configuration or the journal", async () => {
    const { instance } = await platform();
    const files = readdirSync(instance.dir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const looked = files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !SECRET_FILES.some((secret) => file === join(instance.dir, secret)));
    assert.ok(
      looked.some((file) => file.endsWith("journal.jsonl")) && looked.length > 5,
      `looked only into ${looked.join(", ")}`,
    );
    for (const file of looked) assertNone(secrets, file, textOf(file));
  });

  part(
    "not in the state that is exported for pull requests, against which a preview still has nothing to do",
    async () => {
      const { instance } = await platform();
      const file = join(instance.dir, "lab.state.json");
      const place = ["--place", "lab"];
      assertExit(await command("pr-check.ts", [...place, "--save-state", file]), 0);
      assertNone(secrets, file, textOf(file));
      assert.ok(!textOf(file).includes(projectDir), `${file} tells where this checkout lies`);
      const checked = await command("pr-check.ts", [...place, "--base", "HEAD", "--state", file]);
      assertExit(checked, 0);
      assertSays(checked, /resources of lab: 0 create, 0 update, 0 replace, 0 delete, [1-9]\d* unchanged/);
      rmSync(file);
    },
  );

  part("not in the outputs of the stack", async () => {
    const outputs = await command("pulumi.ts", ["stack", "output", "--json"]);
    assertExit(outputs, 0);
    assertNone(secrets, "pulumi stack output", outputs.output);
  });
});

function assertNone(secrets: readonly string[], where: string, text: string): void {
  const found = secrets.filter((secret) => text.includes(secret));
  assert.equal(found.length, 0, `${found.length} secrets stand in ${where}`);
}

/** The text of a file, empty when it has gone or belongs to somebody else. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
