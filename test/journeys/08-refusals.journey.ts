import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { type Checkout, copyCheckout } from "./support/checkout.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { fingerprint, platform, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, openClient } from "./support/users.ts";

const STAGE = "stacks/stages/025-percent.yaml";

/** What is written wrong, and what the operator is told. */
const MISTAKES = [
  ["an unknown key", "hold: 48h", "holt: 48h", "6:1: holt is not a known key; did you mean hold?"],
  [
    "a word for a percentage",
    "v2: 25%",
    "v2: a quarter",
    '4:5: v2 must be a whole percentage from 0% to 100%, got "a quarter"; write for example 25%',
  ],
  [
    "a fraction of one",
    "v2: 25%",
    "v2: 0.25",
    "4:5: v2 must be a whole percentage from 0% to 100%, got 0.25; a fraction is not read here, did you mean 25%?",
  ],
  [
    "more than everything",
    "v2: 25%",
    "v2: 250%",
    '4:5: v2 must be a whole percentage from 0% to 100%, got "250%"; 100% is all of the traffic',
  ],
  [
    "a circle",
    "next: 050-percent",
    "next: 010-percent",
    "16:7: next must not lead in a circle: 010-percent -> 025-percent -> 010-percent; the last stage has next: none",
  ],
  [
    "no gate",
    /\ngate:[\s\S]*?\n\n/,
    "\n",
    "4:1: gate is missing; write gate with minRequests, errorRate, p95, accuracyGain, dataParity, syncLag",
  ],
] as const;

story("an operator makes mistakes, at 0 %", (part) => {
  let checkout: Checkout;
  let untouched: Record<string, string> = {};
  before(() => {
    checkout = copyCheckout();
  });
  after(() => checkout.remove());

  part("a skipped stage is refused by deploy-v2", async () => {
    untouched = await fingerprint(await reach(0));
    const refused = await command("deploy-v2.ts", ["75"]);
    assertExit(refused, 1);
    assertSays(
      refused,
      "the platform is at 000-baseline, so 075-percent is not next: the next stage is 010-percent; stages are never skipped [SSM-STAGE-ORDER]",
    );
  });

  part("a skipped stage is refused by pulumi preview itself", async () => {
    const refused = await command("pulumi.ts", ["preview"], { env: { SSM_STAGE: "075-percent" } });
    assert.notEqual(refused.code, 0, refused.output);
    assertSays(refused, /the platform is at .*; the next stage is .*[Ss]tages are never skipped/);
  });

  part("a stage that does not exist is refused, and the others are named", async () => {
    const refused = await command("deploy-v2.ts", ["30"]);
    assertExit(refused, 1);
    assertSays(
      refused,
      'deploy-v2: there is no stage "30"; expected one of 0, 10, 25, 50, 75, 100, 130-sunset [SSM-NO-STAGE]',
    );
  });

  for (const [mistake, from, to, said] of MISTAKES) {
    part(`a stage file with ${mistake} is refused at its line and column`, async () => {
      const refused = await checkout.spoiled(STAGE, from, to, () =>
        command("deploy-v2.ts", ["10"], { project: checkout.dir }),
      );
      assertExit(refused, 1);
      assertSays(refused, "the input was refused, nothing was changed");
      assertSays(refused, `${STAGE}:${said}`);
    });
  }

  part("two stages with the same percentage are refused", async () => {
    const text = readFileSync(join(checkout.dir, STAGE), "utf8");
    const refused = await checkout.withFile("stacks/stages/026-percent.yaml", text, () =>
      command("deploy-v2.ts", ["10"], { project: checkout.dir }),
    );
    assertExit(refused, 1);
    assertSays(
      refused,
      "stacks/stages/026-percent.yaml:4:5: v2 must differ from every other stage, got 25% as in 025-percent; remove one of the two files or write another share",
    );
  });

  part("a gateway that would speak TLS 1.2 is refused by the policy pack at preview", async () => {
    const refused = await checkout.spoiled(
      "infra/config-files/nginx/gateway.ts",
      '"ssl_protocols", "TLSv1.3"',
      '"ssl_protocols", "TLSv1.2", "TLSv1.3"',
      () => command("pulumi.ts", ["preview"], { project: checkout.dir }),
    );
    assert.notEqual(refused.code, 0, refused.output);
    assertSays(refused, /\[mandatory\]/);
    assertSays(refused, /TLSv?1\.2/);
  });

  part("a change that would replace the gateway is refused until somebody accepts the outage", async () => {
    const refused = await checkout.spoiled(
      "infra/plan/services/gateway.ts",
      "stopSeconds: 30",
      "stopSeconds: 31",
      () => command("deploy-v2.ts", ["0"], { project: checkout.dir }),
    );
    assertExit(refused, 1);
    assertSays(
      refused,
      /this would replace gateway-container: for up to \d+ s .* --allow-replace \[SSM-REPLACE\]/,
    );
  });

  part("a wrong passphrase is told in words, and the right one works again", async () => {
    const { instance } = await platform();
    const file = join(instance.dir, "passphrase");
    const right = readFileSync(file, "utf8");
    writeFileSync(file, "not the passphrase");
    try {
      const refused = await command("deploy-v2.ts", ["0"]);
      assertExit(refused, 1);
      assertSays(
        refused,
        "the passphrase does not open the state; put the right one into the file `passphrase` of the state folder (see npm run status), nothing was changed [SSM-PASSPHRASE]",
      );
    } finally {
      writeFileSync(file, right);
    }
    assertExit(await command("deploy-v2.ts", ["0"]), 0);
  });

  part("none of it touched a container, and V1 serves everybody", async () => {
    const context = await platform();
    assert.deepEqual(await fingerprint(context), untouched);
    const client = openClient(context);
    try {
      assert.equal((await new Cohort(50).on(client, "v1")).size, 50);
    } finally {
      await client.close();
    }
  });
});
