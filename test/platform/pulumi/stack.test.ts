import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";
import {
  configText,
  deployedImages,
  eventLine,
  openStack,
  POLICY_PACK,
  pulumiEnvironment,
} from "../../../scripts/platform/pulumi/stack.ts";
import { locks } from "../../../scripts/platform/pulumi/state-locks.ts";
import { contextOf } from "../../support/context.ts";

describe("the environment of pulumi", () => {
  it("names this instance's state and passphrase, the checked engine, and lets nothing be downloaded", async (t) => {
    const { settings, instance, engine } = await contextOf(t);
    const { PATH, ...rest } = pulumiEnvironment(settings);
    assert.deepEqual(rest, {
      SSM_NICE: "0",
      PULUMI_BACKEND_URL: `file://${instance.dir}/pulumi`,
      PULUMI_CONFIG_PASSPHRASE_FILE: `${instance.dir}/passphrase`,
      DOCKER_HOST: `unix://${engine.socket}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
    assert.match(PATH ?? "", /^\/nowhere\/bin:.*\/node_modules\/\.bin:/);
  });

  it("lets it give way where users come first", async (t) => {
    const { settings } = await contextOf(t);
    assert.equal(pulumiEnvironment({ ...settings, givesWay: true }).SSM_NICE, "19");
  });

  it("has a policy pack", () => {
    assert.ok(readdirSync(POLICY_PACK).includes("PulumiPolicy.yaml"));
  });
});

describe("a stack", () => {
  it("is not opened without its passphrase, which is told before Pulumi fails in its own words", async (t) => {
    const { settings, instance } = await contextOf(t);
    await assert.rejects(openStack(settings, "000-baseline"), {
      id: "SSM-PASSPHRASE",
      exitCode: 1,
      message: `${instance.dir}/passphrase is missing, and nothing else opens the secrets in the state; nothing was changed. Bring it back from a backup; without one: npm run down, then npm start`,
    });
  });
});

describe("a line about an event of the engine", () => {
  const about = (event: Omit<EngineEvent, "sequence" | "timestamp">) =>
    eventLine({ sequence: 1, timestamp: 1, ...event });
  const before = (op: OpType, type: string) =>
    about({
      resourcePreEvent: { metadata: { op, type, urn: `urn:pulumi:lab::x::${type}::v1`, provider: "" } },
    });

  it("names what is done to which resource", () => {
    assert.equal(before("update", "docker:index/container:Container"), "update v1");
    assert.equal(before("create-replacement", "docker:index/volume:Volume"), "create-replacement v1");
  });

  it("is left out where nothing is done, or only inside the engine", () => {
    for (const op of ["same", "refresh", "read"] as const)
      assert.equal(before(op, "docker:index/container:Container"), null);
    for (const type of ["pulumi:pulumi:Stack", "pulumi:providers:docker", "supersmartmatch:docker:Service"])
      assert.equal(before("create", type), null);
    assert.equal(about({}), null);
  });

  it("tells errors and broken rules, and no chatter", () => {
    const said = (severity: "error" | "warning" | "info#err") =>
      about({ diagnosticEvent: { message: " text\n", color: "never", severity } });
    assert.deepEqual([said("error"), said("warning"), said("info#err")], ["text", null, null]);
    const policyEvent = {
      message: "no deletion of a store\n",
      color: "never",
      policyName: "protect-stores",
      policyPackName: "supersmartmatch",
      policyPackVersion: "",
      policyPackVersionTag: "",
      enforcementLevel: "mandatory",
    } as const;
    assert.equal(about({ policyEvent }), "policy protect-stores: no deletion of a store");
  });
});

describe("the images that are deployed", () => {
  it("are those of the instance's configuration, none before its first deploy", async (t) => {
    const { instance } = await contextOf(t);
    assert.deepEqual(deployedImages(instance), {});
    const file = join(instance.dir, "Pulumi.lab.yaml");
    writeFileSync(file, "config:\n  supersmartmatch:images:\n    v1: ssm-lab/v1:abc\n");
    assert.deepEqual(deployedImages(instance), { v1: "ssm-lab/v1:abc" });
    writeFileSync(file, "encryptionsalt: x\n");
    assert.deepEqual(deployedImages(instance), {});
  });
});

describe("the configuration of a stage", () => {
  it("is quoted, so that Pulumi reads no text as a moment or a number, and keeps the salt", async (t) => {
    const { instance } = await contextOf(t);
    const clearance = {
      stage: "130-sunset",
      instance: "1e3",
      archive: "20261126T110533086Z",
      until: "2026-11-26T11:15:33.086Z",
    };
    const settings = { instance: { ...instance, instance: "1e3" }, images: {}, clearance };
    const text = configText(settings, "130-sunset", "encryptionsalt: v1:abc=\nconfig: {}\n");
    assert.match(text, /^encryptionsalt: "v1:abc="$/m);
    for (const line of ['instance: "1e3"', 'until: "2026-11-26T11:15:33.086Z"', 'stage: "130-sunset"'])
      assert.ok(text.includes(line), `${line} is not in:\n${text}`);
  });
});

describe("the locks on a state", () => {
  it("name the processes that hold them", async (t) => {
    const { instance } = await contextOf(t);
    assert.deepEqual(locks(instance), []);
    const folder = join(instance.dir, "pulumi/.pulumi/locks/organization/supersmartmatch/lab");
    mkdirSync(folder, { recursive: true });
    const lock = { pid: 4242, username: "root", hostname: "box", timestamp: "2026-11-22T20:00:00Z" };
    writeFileSync(join(folder, "aaaa.json"), JSON.stringify(lock));
    assert.deepEqual(locks(instance), [{ pid: 4242, hostname: "box" }]);
  });
});
