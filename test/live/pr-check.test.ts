import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Checkout, copyCheckout } from "../journeys/support/checkout.ts";
import { assertExit, assertSays, command } from "../journeys/support/commands.ts";

const PLACE = "stacks/Pulumi.production.yaml";
const FIRST = "stage: 000-baseline";

describe("a change of production, without a Docker engine", () => {
  let checkout: Checkout;
  before(() => {
    checkout = copyCheckout();
    // As after `npm run images -- check --write`; the registries cannot be asked here.
    const lock = join(checkout.dir, "stacks/images.lock.yaml");
    writeFileSync(lock, readFileSync(lock, "utf8").replaceAll("verified: false", "verified: true"));
    const who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    for (const args of [
      ["init", "--quiet"],
      ["add", "--all", ":!node_modules"],
      [...who, "commit", "--quiet", "--message", "base"],
    ])
      execFileSync("git", ["-C", checkout.dir, ...args]);
  });
  after(() => checkout.remove());

  const check = (...more: readonly string[]) =>
    command("pr-check.ts", ["--base", "HEAD", "--place", "production", ...more], {
      project: checkout.dir,
      env: { DOCKER_HOST: "unix:///nowhere/docker.sock" },
    });

  it("is told in full when it is fine: stage, share, gate, split, and that all rules pass", async () => {
    const out = join(checkout.dir, "out");
    const said = await checkout.spoiled(PLACE, FIRST, "stage: 010-percent", () => check("--out", out));
    assertExit(said, 0);
    assertSays(
      said,
      "! production goes from 000-baseline to 010-percent: V2 gets 10 % of the traffic, was 0 %",
    );
    assertSays(said, /^\+ the input is right, and all \d+ rules of the policy pack pass$/m);
    assertSays(said, /^\+ {4}10% v2;$/m);
    assertSays(said, "against an EMPTY platform at 000-baseline");
    assert.match(readFileSync(join(out, "comment.json"), "utf8"), /"title": "Summary"/);
  });

  it("ends with 2 when a rule refuses it, with nginx' line before and after", async () => {
    const file = "infra/config-files/nginx/gateway.ts";
    const said = await checkout.spoiled(file, '"TLSv1.3"', '"TLSv1.2", "TLSv1.3"', () => check());
    assertExit(said, 2);
    assertSays(said, /^- REFUSED by the policy pack: require-tls-1\.3, see below$/m);
    assertSays(said, /^\+ {4}ssl_protocols TLSv1\.2 TLSv1\.3;$/m);
  });

  it("ends with 1 when a file is wrong, and is not previewed", async () => {
    const said = await checkout.spoiled("stacks/stages/025-percent.yaml", "hold: 48h", "holt: 48h", () =>
      check(),
    );
    assertExit(said, 1);
    assertSays(said, "stacks/stages/025-percent.yaml:6:1: holt is not a known key; did you mean hold?");
    assert.doesNotMatch(said.output, /preview of production/);
  });
});
