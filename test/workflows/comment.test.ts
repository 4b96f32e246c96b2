import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { fitted, markdown } from "../../scripts/pr-check/sections.ts";
import { hostileMarkdown } from "../support/hostile-markdown.ts";
import { stepsOf, workflowOf } from "./workflows.ts";

const SHA = "a".repeat(40);
const REPOSITORY = 7;
const MARK = "<!-- supersmartmatch pull-request check -->";
const BOT = "github-actions[bot]";

const script = String(stepsOf(workflowOf("preview-comment.yml")).at(-1)?.with.script);
type Script = (github: object, context: object, core: object, require: NodeJS.Require) => Promise<void>;
const AsyncFunction: new (...texts: string[]) => Script = Object.getPrototypeOf(async () => {}).constructor;

interface World {
  readonly pulls?: readonly object[];
  readonly comments?: readonly object[];
}

interface Posted {
  readonly did: "created" | "updated";
  readonly body: string;
  readonly [key: string]: unknown;
}

let folder = "";
const file = () => join(folder, "comment.json");
before(() => {
  folder = mkdtempSync(join(tmpdir(), "pr-check-comment-"));
});
after(() => rmSync(folder, { recursive: true }));

const pull = (change: object = {}) => ({
  number: 12,
  head: { sha: SHA, repo: { id: REPOSITORY } },
  ...change,
});

/**
 * Runs the workflow's own script against a pretended GitHub, with a report of this text, none, or one laid there by
 * hand; gives what it posted and what it asked for.
 */
async function post(report: string | null | (() => void), { pulls = [pull()], comments = [] }: World = {}) {
  rmSync(file(), { force: true });
  if (typeof report === "string") writeFileSync(file(), report);
  else report?.();
  process.env.REPORT = file();
  const posted: Posted[] = [];
  const asked: object[] = [];
  const said: string[] = [];
  const write = (did: Posted["did"]) => async (call: { body: string }) => void posted.push({ did, ...call });
  const list = async (query: object) => {
    asked.push(query);
    return { data: pulls };
  };
  const issues = { listComments: {}, createComment: write("created"), updateComment: write("updated") };
  const github = { rest: { pulls: { list }, issues }, paginate: async () => comments };
  const run = {
    head_sha: SHA,
    head_branch: "change",
    head_repository: { id: REPOSITORY, owner: { login: "somebody" } },
    conclusion: "success",
    html_url: "https://example.com/run",
  };
  const context = { payload: { workflow_run: run }, repo: { owner: "us", repo: "it" } };
  const core = { notice: (line: string) => said.push(line) };
  const require = createRequire(import.meta.url);
  await new AsyncFunction("github", "context", "core", "require", script)(github, context, core, require);
  return { posted, asked, said };
}

const FINE = JSON.stringify([{ title: "Summary", open: true, text: "+ fine" }]);

describe("the comment of a pull request", () => {
  it("says whose commit was checked, whose words follow, and then the report", async () => {
    const { posted, asked } = await post(FINE);
    assert.deepEqual(asked, [
      { owner: "us", repo: "it", state: "open", per_page: 100, head: "somebody:change" },
    ]);
    assert.deepEqual(posted, [
      {
        did: "created",
        owner: "us",
        repo: "it",
        issue_number: 12,
        body: [
          MARK,
          `**Pull-request check of ${SHA}: success.** Everything and both sides of each file: [the run](https://example.com/run), artefact \`pr-check\`. What follows was made by this pull request's own code: it can be wrong on purpose.`,
          "<details open><summary><code>Summary</code></summary>\n\n```diff\n+ fine\n```\n\n</details>",
        ].join("\n\n"),
      },
    ]);
  });

  it("is one that is written again, not one more each time", async () => {
    const { posted } = await post(FINE, {
      comments: [{ id: 5, user: { login: BOT }, body: `${MARK}\n\nold` }],
    });
    assert.deepEqual(
      posted.map(({ did, comment_id }) => [did, comment_id]),
      [["updated", 5]],
    );
  });

  it("never takes the place of somebody else's, whatever that begins with", async () => {
    const comments = [
      { id: 1, user: { login: "mallory" }, body: `${MARK}\n\nmine` },
      { id: 2, user: { login: BOT }, body: `another workflow ${MARK}` },
      { id: 3, user: null, body: MARK },
    ];
    assert.deepEqual(
      (await post(FINE, { comments })).posted.map(({ did }) => did),
      ["created"],
    );
  });

  for (const [what, pulls] of [
    ["there is none any more", []],
    ["it has newer commits", [pull({ head: { sha: "b".repeat(40), repo: { id: REPOSITORY } } })]],
    ["another repository has a branch of that name", [pull({ head: { sha: SHA, repo: { id: 8 } } })]],
    ["its repository is gone", [pull({ head: { sha: SHA, repo: null } })]],
    ["two have that commit", [pull(), pull({ number: 13 })]],
  ] as const)
    it(`is not written when nobody knows which pull request is meant: ${what}`, async () => {
      const { posted, said } = await post(FINE, { pulls });
      assert.deepEqual(posted, []);
      assert.match(said[0] ?? "", /^[02] open pull requests end in a{40}: no comment$/);
    });

  it("does not let the artefact choose the pull request", async () => {
    const text = JSON.stringify([
      { title: "Summary", open: true, text: "+ fine", number: 99, issue_number: 99 },
    ]);
    assert.deepEqual(
      (await post(text)).posted.map(({ issue_number }) => issue_number),
      [12],
    );
  });
});

describe("a report that is not what it should be", () => {
  const shown = async (text: string | null) =>
    (await post(text)).posted[0]?.body.split("\n\n").slice(2).join("\n\n") ?? "";

  for (const [what, text, said] of [
    ["is missing", null, /no such file/],
    ["is no JSON", "<b>", /is not valid JSON/],
    ["has another form", "{}", /it has another form/],
    ["has a part that is none", "[null]", /Cannot (destructure|read)/],
    ["is too large", " ".repeat(1_000_001), /it is too large/],
  ] as const)
    it(`is told as such: it ${what}`, async () => {
      const body = await shown(text);
      assert.match(
        body,
        /^<details open><summary><code>There is no report that can be shown<\/code><\/summary>/,
      );
      assert.match(body, said);
    });

  it("is not read through a link to another file of the machine", async () => {
    const { posted } = await post(() => symlinkSync("/etc/passwd", file()));
    assert.match(posted[0]?.body ?? "", /it is no file/);
    assert.doesNotMatch(posted[0]?.body ?? "", /root:/);
  });

  it("stays within its fences and within what one comment may hold", async () => {
    const section = fc.record({
      title: hostileMarkdown,
      open: fc.oneof(fc.boolean(), fc.constant("yes")),
      text: fc.oneof(hostileMarkdown, fc.constant("`".repeat(70_000)), fc.constant("\u202e".repeat(20_000))),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(section, { maxLength: 200 }), async (sections) => {
        const body = (await post(JSON.stringify(sections))).posted[0]?.body ?? "";
        assert.ok(body.length <= 65_000, `${body.length} characters`);
        assertFenced(body.split("\n\n").slice(2).join("\n\n"));
      }),
      { numRuns: 20 },
    );
  });

  it("looks as the check itself writes it, as long as it is honest", async () => {
    const section = fc.record({ title: hostileMarkdown, open: fc.boolean(), text: hostileMarkdown });
    await fc.assert(
      fc.asyncProperty(fc.array(section, { minLength: 1, maxLength: 20 }), async (sections) => {
        const honest = fitted(sections);
        assert.equal(await shown(JSON.stringify(honest)), markdown(honest));
      }),
      { numRuns: 50 },
    );
  });
});

/** Outside a fence there is nothing but our own frame; a fence ends only with a row of backticks as long as its own. */
function assertFenced(body: string): void {
  let fence = "";
  for (const line of body.split("\n")) {
    if (fence !== "") {
      if (new RegExp(`^ {0,3}\`{${fence.length},}\\s*$`).test(line)) fence = "";
      continue;
    }
    const opening = /^(`{3,})diff$/.exec(line)?.[1];
    if (opening !== undefined) fence = opening;
    else assert.match(line, /^(|<\/details>|<details( open)?><summary><code>[^<>]*<\/code><\/summary>)$/);
  }
  assert.equal(fence, "", "a fence is left open");
}
