import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CommandError } from "../../../scripts/platform/command/command.ts";
import { explainPulumi } from "../../../scripts/platform/pulumi/pulumi-errors.ts";

/** An error as the automation API throws it: everything twice. The texts below are the engine's own. */
function engineError(text: string): Error {
  const ran = `Command failed with exit code 1: pulumi up --yes --skip-preview\n${text}`;
  const message = `code: -2\n stdout: \n stderr: ${ran}\n err?: Error: ${ran}\n`;
  return Object.assign(new Error(message), { commandResult: {} });
}

function explained(text: string): readonly [id: string, exitCode: number, message: string] {
  const error = engineError(text);
  const said = explainPulumi(error);
  assert.ok(said instanceof CommandError);
  assert.equal(said.cause, error);
  return [said.id, said.exitCode, said.message];
}

const LOCKED = `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///state/.pulumi/locks/organization/supersmartmatch/lab/aaaa.json: created by root@box (pid 4242) at 2026-11-22T20:00:00Z`;

const SKIPPED = `Updating (lab):
    pulumi-nodejs:dynamic:Stage stage-guard  error: pulumi-nodejs:dynamic/stage:Stage resource 'stage-guard': property stage value {050-percent} has a problem: the platform is at 010-percent; the next stage is 025-percent, not 050-percent. Stages are never skipped
    pulumi-nodejs:dynamic:Stage stage-guard **failed** 1 error
Diagnostics:
  pulumi-nodejs:dynamic:Stage (stage-guard):
    error: pulumi-nodejs:dynamic/stage:Stage resource 'stage-guard': property stage value {050-percent} has a problem: the platform is at 010-percent; the next stage is 025-percent, not 050-percent. Stages are never skipped

Resources:
    1 unchanged
    1 errored
`;

const REFUSED = `Updating (lab):
 ~  pulumi-nodejs:dynamic:Release gateway-config updating (0s) [diff: ~files]; error: gateway refused the new configuration; the old one is served:
 ~  pulumi-nodejs:dynamic:Release gateway-config **updating failed** [diff: ~files]; error: gateway refused the new configuration; the old one is served:
    pulumi:pulumi:Stack supersmartmatch-lab running error: update failed
Diagnostics:
  pulumi:pulumi:Stack (supersmartmatch-lab):
    error: update failed

  pulumi-nodejs:dynamic:Release (gateway-config):
    error: gateway refused the new configuration; the old one is served:
    emerg: unknown directive "proxy_passs" in nginx.conf:12
    emerg: second line

Resources:
    2 unchanged
    2 errored
`;

const POLICY = `Updating (lab):
    pulumi:pulumi:Stack supersmartmatch-lab **failed** 1 error
Policies:
    ❌ supersmartmatch@v0.1.0 (local: policies)
        - [mandatory]  require-tls-1.3  (pulumi-nodejs:dynamic/config:Release: gateway-config)
          TLS 1.3 and nothing older
          nginx.conf:12: ssl_protocols must be TLSv1.3, got TLSv1.2
        - [mandatory]  protect-stores  (pulumi:pulumi:Stack: supersmartmatch-lab)
          no deletion or replacement of a store
          store-v1: there must be one volume store-v1-data of kind store, got 0; every stage keeps it

Diagnostics:
  pulumi:pulumi:Stack (supersmartmatch-lab):
    error: update failed
`;

describe("an error of the engine", () => {
  const known: readonly (readonly [string, string, ...ReturnType<typeof explained>])[] = [
    [
      "a wrong passphrase",
      "error: getting stack configuration: get stack secrets manager: incorrect passphrase",
      "SSM-PASSPHRASE",
      1,
      "the passphrase does not open the state; put the right one into the file `passphrase` of the state folder (see npm run status), nothing was changed",
    ],
    [
      "no backend",
      "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      "SSM-EXPORT",
      1,
      "Pulumi does not know where the state lies; set PULUMI_BACKEND_URL (docs/production.md), or PULUMI_ACCESS_TOKEN for Pulumi Cloud",
    ],
    ["a lock", LOCKED, "SSM-LOCKED", 1, "another change is running (pid 4242); wait for it"],
    [
      "a skipped stage",
      SKIPPED,
      "SSM-STAGE-ORDER",
      1,
      "the platform is at 010-percent; the next stage is 025-percent, not 050-percent. Stages are never skipped; nothing was changed",
    ],
    [
      "the sunset",
      "    error: 130-sunset removes V1's app for good, and nothing clears it; nothing was changed. What must be true is checked by: npm run deploy-v2 -- 130-sunset",
      "SSM-SUNSET",
      1,
      "130-sunset removes V1's app for good, and nothing clears it; nothing was changed. What must be true is checked by: npm run deploy-v2 -- 130-sunset",
    ],
    [
      "a full disk",
      "    error: write /volumes/x: no space left on device",
      "SSM-NO-SPACE",
      5,
      "the disk is full; make room (docker system df shows what the engine holds), then run the same command again",
    ],
    [
      "Ctrl-C",
      "error: update canceled",
      "SSM-CANCELED",
      5,
      "stopped as asked, after the running step; the platform goes on serving. Run the same command again, or npm run rollback-v1",
    ],
    [
      "a taken port",
      "    error: driver failed programming external connectivity: Bind for 127.0.0.1:8080 failed: port is already allocated",
      "SSM-PORT",
      5,
      "a port of the place is taken by another program; free it or change `publish` in the place's file, then run the same command again",
    ],
  ];
  for (const [what, text, id, exitCode, message] of known)
    it(`is told in words for people: ${what}`, () => {
      assert.deepEqual(explained(text), [id, exitCode, message]);
    });

  it("keeps all lines of what a resource said, nginx's own words included", () => {
    assert.deepEqual(explained(REFUSED), [
      "SSM-UP-FAILED",
      4,
      "refused, everything is as before:\n" +
        "  gateway refused the new configuration; the old one is served:\n" +
        '  emerg: unknown directive "proxy_passs" in nginx.conf:12\n' +
        "  emerg: second line",
    ]);
  });

  it("names each rule that was broken, and how", () => {
    assert.deepEqual(explained(POLICY), [
      "SSM-UP-FAILED",
      4,
      "refused, everything is as before:\n" +
        "  require-tls-1.3: nginx.conf:12: ssl_protocols must be TLSv1.3, got TLSv1.2\n" +
        "  protect-stores: store-v1: there must be one volume store-v1-data of kind store, got 0; every stage keeps it",
    ]);
  });

  it("does not claim that nothing changed when the summary or the progress shows that something did", () => {
    const done = " ~  pulumi-nodejs:dynamic:Folders volume-folders updated (0.03s) [diff: ~volumes]\n";
    const counted = "\nResources:\n    +-1 replaced\n    1 errored\n";
    for (const text of [
      done + POLICY,
      REFUSED.replace("    2 unchanged", "    ~ 1 updated"),
      REFUSED + counted,
    ]) {
      const [id, exitCode, message] = explained(text);
      assert.deepEqual([id, exitCode], ["SSM-UP-PARTLY", 5]);
      assert.match(message, /^partly applied:\n {2}/);
      assert.match(message, /\nrun the same command again, or npm run rollback-v1$/);
    }
  });

  it("is shown as it is when nobody knows it", () => {
    const [id, exitCode, message] = explained("something else");
    assert.deepEqual([id, exitCode], ["SSM-UP-FAILED", 4]);
    assert.ok(message.startsWith("refused, everything is as before:\n  code: -2"));
    assert.ok(message.includes("something else"));
  });
});

describe("any other error", () => {
  it("passes through", () => {
    for (const error of [new Error("ours"), new CommandError("SSM-X", 1, "told already"), "text", undefined])
      assert.equal(explainPulumi(error), error);
  });
});
