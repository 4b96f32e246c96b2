import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import {
  ensureInstance,
  instanceName,
  openInstance,
  writePrivate,
} from "../../../scripts/platform/instance/instance.ts";

const { SSM_STATE_DIR, SSM_INSTANCE } = process.env;
let state = "";

/** Every test has a state folder of its own. */
function ownState(): void {
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "state-"));
    process.env.SSM_STATE_DIR = state;
    delete process.env.SSM_INSTANCE;
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
    restore("SSM_STATE_DIR", SSM_STATE_DIR);
    restore("SSM_INSTANCE", SSM_INSTANCE);
  });
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("the instance that a command means", () => {
  ownState();

  it("is the named one, else that of SSM_INSTANCE, else the place's own", () => {
    assert.equal(instanceName("lab"), "lab");
    process.env.SSM_INSTANCE = "beside";
    assert.equal(instanceName("lab"), "beside");
    assert.equal(instanceName("lab", "named"), "named");
  });
});

describe("a new instance", () => {
  ownState();

  it("has a slot, a passphrase and a place for the state, for its owner's eyes only", () => {
    const made = ensureInstance("lab", "lab");
    const dir = join(state, "lab", "lab");
    assert.deepEqual(made, { place: "lab", instance: "lab", slot: 0, dir });
    assert.deepEqual(readdirSync(dir).sort(), ["instance.json", "passphrase", "pulumi"]);
    assert.equal(
      readFileSync(join(dir, "instance.json"), "utf8"),
      '{"place":"lab","instance":"lab","slot":0}\n',
    );
    assert.match(readFileSync(join(dir, "passphrase"), "utf8"), /^[\w-]{32}$/);
    assert.deepEqual(
      [dir, join(dir, "pulumi"), join(dir, "passphrase"), join(dir, "instance.json")].map(modeOf),
      ["700", "700", "600", "600"],
    );
  });

  it("is found again as it was, with the same passphrase", () => {
    const made = ensureInstance("lab", "beside");
    const passphrase = readFileSync(join(made.dir, "passphrase"), "utf8");
    assert.deepEqual(ensureInstance("lab", "beside"), made);
    assert.deepEqual(openInstance("lab", "beside"), made);
    assert.equal(readFileSync(join(made.dir, "passphrase"), "utf8"), passphrase);
  });

  it("takes the lowest slot that no other has, and never the first one's", () => {
    const slots = ["a", "b", "c"].map((name) => ensureInstance("lab", name).slot);
    assert.deepEqual(slots, [1, 2, 3]);
    rmSync(join(state, "lab", "b"), { recursive: true });
    assert.equal(ensureInstance("lab", "d").slot, 2);
    assert.equal(ensureInstance("lab", "lab").slot, 0);
  });

  it("is refused when there is no address space left for it", () => {
    for (let slot = 1; slot <= 11; slot++) ensureInstance("lab", `n${slot}`);
    assert.throws(() => ensureInstance("lab", "one-more"), {
      id: "SSM-NO-SLOT",
      exitCode: 1,
      message:
        "11 instances exist beside the first, and there is address space for no more; remove one: npm run down -- --instance NAME",
    });
  });

  it("is refused with a name that could leave its folder", () => {
    assert.throws(() => ensureInstance("lab", "../x"), {
      id: "SSM-BAD-NAME",
      message:
        'instance must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got "../x"',
    });
    assert.deepEqual(readdirSync(state), []);
  });
});

describe("an instance that was never made", () => {
  ownState();

  it("that is damaged is told with what to write, by every command that opens it", () => {
    ensureInstance("lab", "lab");
    const file = join(state, "lab", "lab", "instance.json");
    for (const text of [
      '{"place":"lab","inst',
      "null",
      '{"place":"lab","instance":"lab","slot":"x"}',
      "\0",
    ]) {
      writeFileSync(file, text);
      assert.throws(() => openInstance("lab", "lab"), {
        id: "SSM-INSTANCE",
        exitCode: 1,
        message: `${file} is damaged, nothing was changed; write it again: {"place":"lab","instance":"lab","slot":0}, with the slot that the instance had (slot n publishes ports 1000 n above those of the place's file)`,
      });
    }
  });

  it("and is another's is refused, with both names: its folder was renamed or copied", () => {
    ensureInstance("lab", "lab");
    cpSync(join(state, "lab", "lab"), join(state, "lab", "copy"), { recursive: true });
    cpSync(join(state, "lab"), join(state, "far"), { recursive: true });
    for (const [place, name] of [
      ["lab", "copy"],
      ["far", "lab"],
    ] as const)
      assert.throws(() => openInstance(place, name), {
        id: "SSM-INSTANCE",
        exitCode: 1,
        message: `${join(state, place, name, "instance.json")} is of another instance: expected ${place}/${name}, found lab/lab; nothing was changed. Its folder was renamed or copied: give it the name lab/lab again, or, where that one is still there, move the copy out of the state folder`,
      });
  });

  it("is an error that says how to make it", () => {
    assert.throws(() => openInstance("lab", "lab"), {
      id: "SSM-NO-INSTANCE",
      exitCode: 1,
      message: "there is no instance lab of lab here; `npm start` makes one",
    });
    assert.ok(!existsSync(join(state, "lab")));
  });
});

describe("a private file", () => {
  ownState();

  it("is replaced as a whole and read by its owner only", () => {
    const file = join(state, "x");
    writeFileSync(file, "old", { mode: 0o644 });
    writePrivate(file, "new");
    assert.deepEqual([readFileSync(file, "utf8"), modeOf(file), readdirSync(state)], ["new", "600", ["x"]]);
  });
});
