import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { ROOT } from "../support/sources.ts";
import { type Step, stepsOf, WORKFLOWS, workflowOf } from "./workflows.ts";

const uses = (step: Step, action: string) => step.uses?.startsWith(`${action}@`) === true;
const PULL_REQUEST = WORKFLOWS.filter(({ on }) => "pull_request" in on);

describe("every workflow", () => {
  it("may do nothing but what a job asks for, and each asks for as little as it needs", () => {
    const asked = Object.fromEntries(
      WORKFLOWS.map(({ file, permissions, jobs }) => {
        assert.deepEqual(permissions, {}, file);
        return [file, Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))];
      }),
    );
    assert.deepEqual(asked, {
      "ci.yml": { test: { contents: "read" }, workflows: { contents: "read" } },
      "preview-comment.yml": { comment: { actions: "read", "pull-requests": "write" } },
      "preview-live.yml": { state: { contents: "read" }, "pr-check": { contents: "read" } },
      "preview.yml": { "pr-check": { contents: "read" } },
    });
  });

  it("names every action by commit, with its version beside it, and the same one everywhere", () => {
    const pins = new Map<string, string>();
    for (const { file, text } of WORKFLOWS) {
      for (const [line] of text.matchAll(/^.*\buses:.*$/gm)) {
        const [, action = "", commit = "", version = ""] =
          /uses: ([\w-]+\/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(line) ?? [];
        assert.notEqual(commit, "", `${file}: ${line.trim()}`);
        assert.equal(
          pins.get(action) ?? `${commit} ${version}`,
          `${commit} ${version}`,
          `${file}: ${action}`,
        );
        pins.set(action, `${commit} ${version}`);
      }
    }
    assert.ok(pins.size >= 5);
  });

  it("leaves no token behind where it checks out, and installs without the packages' scripts", () => {
    for (const workflow of WORKFLOWS) {
      for (const step of stepsOf(workflow)) {
        if (uses(step, "actions/checkout"))
          assert.equal(step.with["persist-credentials"], false, workflow.file);
        if (/\bnpm (ci|install|i)\b/.test(step.run ?? ""))
          assert.match(step.run ?? "", /^npm ci --ignore-scripts$/, workflow.file);
      }
    }
  });

  it("puts nothing into a command that others write", () => {
    for (const workflow of WORKFLOWS)
      for (const { run = "", with: inputs } of stepsOf(workflow))
        for (const text of [run, String(inputs.script ?? "")])
          assert.doesNotMatch(text, /\$\{\{/, workflow.file);
  });

  it("is never started by pull_request_target, which would run others' code with our rights", () => {
    for (const { file, on } of WORKFLOWS) assert.ok(!("pull_request_target" in on), file);
  });
});

describe("a workflow that runs a pull request's code", () => {
  it("has no secrets, no environment and no more than the right to read", () => {
    assert.deepEqual(PULL_REQUEST.map(({ file }) => file).sort(), ["ci.yml", "preview.yml"]);
    for (const { file, text, jobs } of PULL_REQUEST) {
      assert.doesNotMatch(text, /secrets\.|github\.token|GITHUB_TOKEN/, file);
      for (const job of Object.values(jobs)) {
        assert.equal(job.environment, undefined, file);
        assert.deepEqual(Object.values(job.permissions), ["read"], file);
      }
    }
  });

  it("tests with the README's own command", () => {
    const commands = stepsOf(workflowOf("ci.yml")).map(({ run }) => run);
    assert.ok(commands.includes("npm test"));
    assert.match(readFileSync(join(ROOT, "README.md"), "utf8"), /^npm test /m);
  });

  it("previews against the base, and hands over the report whatever it says", () => {
    const [, , , check, ...uploads] = stepsOf(workflowOf("preview.yml"));
    assert.equal(check?.run, "npm run pr-check -- --base HEAD^1 --out pr-check");
    assert.deepEqual(
      uploads.map(({ with: inputs }) => inputs.path),
      ["pr-check", "pr-check/comment.json"],
    );
    for (const step of uploads) assert.equal(step.if, "$\x7b{ !cancelled() }}");
  });
});

describe("the workflow that comments", () => {
  const { on, jobs } = workflowOf("preview-comment.yml");
  const steps = stepsOf({ jobs });

  it("follows the preview, and neither checks out nor runs anything", () => {
    assert.deepEqual(on, {
      workflow_run: { workflows: [workflowOf("preview.yml").name], types: ["completed"] },
    });
    assert.deepEqual(
      steps.map(({ uses: action, run }) => [action?.split("@")[0], run]),
      [
        ["actions/download-artifact", undefined],
        ["actions/github-script", undefined],
      ],
    );
  });

  it("takes one small file, to a place where nothing is run from", () => {
    const [download, script] = steps;
    assert.equal(download?.with.name, "pr-check-comment");
    assert.equal(download?.with.path, "$\x7b{ runner.temp }}/pr-check");
    assert.equal(script?.env.REPORT, "$\x7b{ runner.temp }}/pr-check/comment.json");
  });
});

describe("the preview against the live state", () => {
  const { on, jobs } = workflowOf("preview-live.yml");

  it("is started by a person, and the job with the secrets waits for approval", () => {
    assert.deepEqual(Object.keys(on), ["workflow_dispatch"]);
    assert.equal(jobs.state?.environment, "production-preview");
  });

  it("gives the secrets only to the code of this branch, never to the pull request's", () => {
    const [checkout, , , exported] = jobs.state?.steps ?? [];
    assert.equal(checkout?.with.ref, undefined);
    assert.match(exported?.run ?? "", /--save-state state\.json$/);
    assert.deepEqual(
      Object.entries(jobs)
        .filter(([, job]) => JSON.stringify(job).includes("secrets."))
        .map(([name]) => name),
      ["state"],
    );
    assert.equal(jobs["pr-check"]?.needs, "state");
  });

  it("refuses a branch, which could move after it was read", () => {
    const [guard, checkout] = jobs["pr-check"]?.steps ?? [];
    assert.equal(guard?.run, '[[ "$COMMIT" =~ ^[0-9a-f]{40}$ ]]');
    assert.deepEqual(
      [guard?.env.COMMIT, checkout?.with.ref],
      ["$\x7b{ inputs.commit }}", "$\x7b{ inputs.commit }}"],
    );
  });
});
